//! What the application gets.

use std::time::Duration;

use hookseal_cli::inbox::State;

use crate::application::{Application, Reply};
use crate::setup::{Setup, ids};

#[tokio::test(flavor = "multi_thread")]
async fn an_event_arrives_byte_for_byte_and_signed_anew() {
    let setup = Setup::new().await;
    let payload = "{ \"event\":\"user.created\",\r\n\t\"id\": \"event_1\", \"data\": {\"name\":\"J\\u00fcrgen Ünal\"}, \"x\":1e999 }  ";
    setup.store_payloads(vec![payload.to_owned()]).await;
    let application = Application::start(|_| Reply::Status(204)).await;
    let _forward = setup.forward(&application.url(), &[]);

    let entry = setup.until_entry("event_1", |entry| entry.state == State::Delivered).await;
    assert_eq!((entry.attempts, entry.reason), (1, None));
    let seen = application.seen();
    let [seen] = seen.as_slice() else { panic!("{} requests", seen.len()) };
    assert_eq!(seen.body, payload);
    assert!(seen.verified, "{:?}", seen.headers);
    let header = |name| seen.headers.get(name).and_then(|value| value.to_str().ok());
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("user-agent"), Some(concat!("hookseal/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(header("hookseal-attempt"), Some("1"));
    assert_eq!((header("accept-encoding"), seen.path.as_str()), (None, "/webhooks"));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_arrive_once_each_within_the_slots() {
    let setup = Setup::new().await;
    let ids = ids(600);
    setup.store(&ids).await;
    let application = Application::start(|_| Reply::After(Duration::from_millis(2), 200)).await;
    let _forward = setup.forward(&application.url(), &["--concurrency", "8"]);

    setup.until(|stats| stats.delivered == 600).await;
    let mut seen = application.seen();
    assert!(seen.iter().all(|seen| seen.verified && seen.attempt == 1));
    let most = seen.iter().map(|one| seen.iter().filter(|other| overlap(one, other)).count()).max();
    assert!(most.is_some_and(|most| (2..=8).contains(&most)), "{most:?} at once");
    seen.sort_by(|one, other| one.id.cmp(&other.id));
    seen.dedup_by(|one, other| one.id == other.id);
    assert_eq!((seen.len(), application.seen().len()), (600, 600));
}

/// Whether `other` was under way when `one` began.
fn overlap(one: &crate::application::Seen, other: &crate::application::Seen) -> bool {
    other.at <= one.at && other.answered_at.is_none_or(|answered_at| one.at < answered_at)
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_the_log_nor_the_inbox_shows_a_password_or_a_payload() {
    let setup = Setup::new().await;
    setup.store(&["event_secretive"]).await;
    let nobody = crate::application::free_address().await;
    let to = format!("http://user:hunter2@{nobody}/hooks?token=hunter2");
    let forward = setup.forward(&to, &[]);
    let entry = setup.until_entry("event_secretive", |entry| entry.reason.is_some()).await;
    forward.expect_lines("connection refused", 1);
    let told = format!("{}\n{:?}", forward.log().join("\n"), entry.reason);
    for secret in ["hunter2", "updated_at", crate::program::SECRET] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn finished_events_are_deleted_after_a_time() {
    let setup = Setup::new().await;
    setup.store(&["event_1", "event_2"]).await;
    let application =
        Application::start(|seen| Reply::Status(if seen.id == "event_1" { 200 } else { 500 }))
            .await;
    let _forward = setup.forward(&application.url(), &["--keep", "1s"]);
    setup.until(|stats| stats.delivered == 1).await;
    let stats = setup.until(|stats| stats.delivered == 0).await;
    assert_eq!(stats.pending, 1, "an event that was not delivered is kept");
}
