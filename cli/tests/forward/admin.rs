//! `--admin-listen`.

use crate::application::{Application, Reply};
use crate::setup::Setup;

#[tokio::test(flavor = "multi_thread")]
async fn operators_see_that_it_works_and_what_it_did() {
    let setup = Setup::new().await;
    setup.store(&["event_1", "event_2"]).await;
    let application =
        Application::start(|seen| Reply::Status(if seen.id == "event_1" { 200 } else { 410 }))
            .await;
    let forward = setup.forward(&application.url(), &["--admin-listen", "127.0.0.1:0"]);
    setup.until(|stats| stats.pending == 0).await;

    let admin = forward.address("serving /healthz");
    let client = crate::setup::client();
    let get = async |path: &str| {
        let answer = client.get(format!("http://{admin}{path}")).send().await.expect("an answer");
        (answer.status().as_u16(), answer.text().await.expect("a body"))
    };
    assert_eq!(get("/healthz").await.0, 200);
    assert_eq!(get("/readyz").await.0, 200);
    let (_, metrics) = get("/metrics").await;
    for line in [
        "hookseal_forward_attempts_total{outcome=\"delivered\"} 1",
        "hookseal_forward_attempts_total{outcome=\"dead\"} 1",
        "hookseal_forward_attempt_seconds_count 2",
        "hookseal_forward_in_flight 0",
        "hookseal_forward_lease_lost_total 0",
    ] {
        assert!(metrics.lines().any(|written| written == line), "{line}\n{metrics}");
    }
}
