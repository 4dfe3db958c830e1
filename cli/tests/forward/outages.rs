//! Applications that hang, die and come back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hookseal_cli::inbox::{Filter, State};

use crate::application::{Application, Reply, free_address};
use crate::setup::{Setup, ids};

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_hangs_holds_up_no_other() {
    let setup = Setup::new().await;
    setup.store(&["hang"]).await;
    setup.store(&ids(100)).await;
    let application = Application::start(|seen| match seen.id.as_str() {
        "hang" => Reply::Hang,
        _ => Reply::Status(200),
    })
    .await;
    let _forward = setup.forward(&application.url(), &["--concurrency", "2", "--timeout", "1h"]);
    setup.until(|stats| stats.delivered == 100).await;
    assert_eq!(application.seen_of("hang").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn when_every_slot_hangs_the_others_wait_for_the_deadline_only() {
    let setup = Setup::new().await;
    setup.store(&["hang_1", "hang_2"]).await;
    setup.store(&ids(20)).await;
    let application = Application::start(|seen| {
        if seen.id.starts_with("hang") { Reply::Hang } else { Reply::Status(200) }
    })
    .await;
    let _forward = setup.forward(&application.url(), &["--concurrency", "2", "--timeout", "1s"]);
    setup.until(|stats| stats.delivered == 20).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_crashes_the_application_does_not_block_the_others() {
    let setup = Setup::new().await;
    setup.store(&["poison"]).await;
    setup.store(&ids(50)).await;
    let application = Application::start(|seen| match seen.id.as_str() {
        "poison" => Reply::Close,
        _ => Reply::Status(200),
    })
    .await;
    let arguments = ["--concurrency", "1", "--max-attempts", "6", "--retry-for", "2s"];
    let _forward = setup.forward(&application.url(), &arguments);
    setup.until(|stats| stats.delivered == 50 && stats.dead == 1).await;
    assert_eq!(application.seen_of("poison").len(), 6);
}

/// Without the circuit, every event would lose several of its attempts.
#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_is_down_costs_the_attempts_of_few_events() {
    let setup = Setup::new().await;
    setup.store(&ids(400)).await;
    let address = free_address().await;
    let forward = setup.forward(&format!("http://{address}/webhooks"), &["--time-scale", "10"]);
    forward.expect_lines("one event at a time is tried until it answers", 1);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let page = setup.inbox.list(&Filter::default(), None, 1000).await.expect("a page");
    let attempted = page.entries.iter().filter(|entry| entry.attempts > 0).count();
    assert!((1..=30).contains(&attempted), "{attempted} events were attempted");

    let application = Application::start_at(address, |_| Reply::Status(200)).await;
    setup.until(|stats| stats.delivered == 400).await;
    forward.expect_lines("the application answers again", 1);
    assert_eq!(application.seen().len(), 400);
}

/// 3600 times as fast as in life.
#[tokio::test(flavor = "multi_thread")]
async fn an_hour_of_errors_and_of_being_down_loses_nothing() {
    let setup = Setup::new().await;
    setup.store(&ids(200)).await;
    let broken = Arc::new(AtomicBool::new(true));
    let fails = Arc::clone(&broken);
    let script = move |_: &_| Reply::Status(if fails.load(Ordering::Relaxed) { 500 } else { 200 });
    let application = Application::start(script.clone()).await;
    let (address, url) = (application.address(), application.url());
    let _forward = setup.forward(&url, &["--time-scale", "3600"]);
    setup.until(|stats| stats.retrying == 200).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    drop(application);
    tokio::time::sleep(Duration::from_secs(1)).await;
    broken.store(false, Ordering::Relaxed);
    let _application = Application::start_at(address, script).await;
    let stats = setup.until(|stats| stats.pending == 0).await;
    assert_eq!((stats.delivered, stats.dead), (200, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_locked_costs_no_second_attempt() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let application = Application::start(|_| Reply::After(Duration::from_secs(1), 200)).await;
    let forward = setup.forward(&application.url(), &["--timeout", "5s"]);
    crate::program::wait_until("the attempt", || !application.seen().is_empty());
    let other = rusqlite::Connection::open(setup.file()).expect("the file");
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    forward.expect_lines("attempts cannot be recorded", 1);
    other.execute_batch("ROLLBACK").expect("the lock is released");
    let unlocked = Instant::now();
    setup.until_entry("event_1", |entry| entry.state == State::Delivered).await;
    assert!(unlocked.elapsed() < Duration::from_secs(30));
    assert_eq!(application.seen().len(), 1);
}
