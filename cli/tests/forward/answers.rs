//! What each answer leads to.

use std::time::Duration;

use hookseal_cli::inbox::State;

use crate::application::{Application, Reply};
use crate::setup::Setup;

/// Pauses of 3 days in 26 s.
const FAST: [&str; 2] = ["--time-scale", "10000"];

#[tokio::test(flavor = "multi_thread")]
async fn an_error_is_tried_again_until_it_succeeds() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let application =
        Application::start(|seen| Reply::Status(if seen.attempt < 4 { 500 } else { 200 })).await;
    let _forward = setup.forward(&application.url(), &FAST);
    let entry = setup.until_entry("event_1", |entry| entry.state == State::Delivered).await;
    assert_eq!(entry.attempts, 4);
    let seen = application.seen();
    assert_eq!(seen.iter().map(|seen| seen.attempt).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(seen.iter().all(|seen| seen.verified));
}

#[tokio::test(flavor = "multi_thread")]
async fn gone_is_dead_at_once() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let application = Application::start(|_| Reply::Status(410)).await;
    let _forward = setup.forward(&application.url(), &FAST);
    let entry = setup.until_entry("event_1", |entry| entry.state == State::Dead).await;
    assert_eq!((entry.attempts, entry.reason.as_deref()), (1, Some("410 Gone")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_attempt_leaves_a_dead_event_with_its_reason() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let application = Application::start(|_| Reply::Status(404)).await;
    let forward = setup.forward(&application.url(), &["--max-attempts", "3", "--retry-for", "1s"]);
    let entry = setup.until_entry("event_1", |entry| entry.state == State::Dead).await;
    assert_eq!((entry.attempts, entry.reason.as_deref()), (3, Some("404 Not Found")));
    assert_eq!(application.seen().len(), 3);
    forward.expect_lines("event_1 is dead", 1);
}

/// Each of these is tried again, for this reason.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_not_2xx_is_tried_again() {
    let setup = Setup::new().await;
    let cases = [
        ("status_301", "301 Moved Permanently"),
        ("status_599", "599"),
        ("close", "connection closed before the answer's end"),
        ("hang", "timed out after 1s"),
        ("drip", "timed out after 1s"),
    ];
    setup.store(&cases.map(|(id, _)| id)).await;
    let application = Application::start(|seen| match seen.id.as_str() {
        "status_301" => Reply::With(301, "location", "/elsewhere".to_owned()),
        "status_599" => Reply::Status(599),
        "close" => Reply::Close,
        "hang" => Reply::Hang,
        _ => Reply::Drip,
    })
    .await;
    let _forward = setup.forward(&application.url(), &["--timeout", "1s"]);
    for (id, reason) in cases {
        let entry = setup.until_entry(id, |entry| entry.reason.is_some()).await;
        assert_eq!((entry.state, entry.reason.as_deref()), (State::Pending, Some(reason)));
    }
    assert!(
        application.seen().iter().all(|seen| seen.path == "/webhooks"),
        "it followed a redirect"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let application = Application::start(|_| Reply::Endless).await;
    let _forward = setup.forward(&application.url(), &["--timeout", "20s"]);
    let entry = setup
        .until_entry("event_1", |entry| entry.attempts == 1 && entry.leased_until.is_none())
        .await;
    assert_eq!((entry.state, entry.reason), (State::Delivered, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn retry_after_is_respected() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let application = Application::start(|seen| match seen.attempt {
        1 => Reply::With(429, "retry-after", "5".to_owned()),
        _ => Reply::Status(200),
    })
    .await;
    let _forward = setup.forward(&application.url(), &[]);
    setup.until_entry("event_1", |entry| entry.state == State::Delivered).await;
    let seen = application.seen_of("event_1");
    let [first, second] = seen.as_slice() else { panic!("{} requests", seen.len()) };
    let pause = second.at - first.at;
    assert!((Duration::from_secs(5)..Duration::from_secs(30)).contains(&pause), "{pause:?}");
}
