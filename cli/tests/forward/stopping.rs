//! SIGTERM.

use std::time::Duration;

use hookseal_cli::inbox::State;

use crate::application::{Application, Reply};
use crate::program::wait_until;
use crate::setup::{Setup, ids};

/// What `hookseal forward` promises.
const LIMIT: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread")]
async fn attempts_under_way_are_finished_and_nothing_else_begins() {
    let setup = Setup::new().await;
    setup.store(&ids(100)).await;
    let application = Application::start(|_| Reply::After(Duration::from_secs(2), 200)).await;
    let mut forward = setup.forward(&application.url(), &["--concurrency", "4"]);
    wait_until("attempts", || application.seen().len() == 4);
    forward.signal("TERM");
    assert_eq!(forward.ends_within(LIMIT).code(), Some(0));
    let stats = setup.until(|_| true).await;
    assert_eq!((stats.delivered, stats.pending, stats.leased), (4, 96, 0));
    assert_eq!(application.seen().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_that_take_too_long_are_given_back_uncounted() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let application = Application::start(|_| Reply::Hang).await;
    let mut forward = setup.forward(&application.url(), &["--timeout", "1h"]);
    wait_until("the attempt", || application.seen().len() == 1);
    forward.signal("TERM");
    assert_eq!(forward.ends_within(LIMIT).code(), Some(0));
    let entry = setup.entry("event_1").await;
    assert_eq!((entry.state, entry.attempts, entry.leased_until), (State::Pending, 0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_in_time_though_the_store_is_locked() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let application = Application::start(|_| Reply::After(Duration::from_secs(1), 200)).await;
    let mut forward = setup.forward(&application.url(), &[]);
    wait_until("the attempt", || application.seen().len() == 1);
    let other = rusqlite::Connection::open(setup.file()).expect("the file");
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    forward.signal("TERM");
    assert_eq!(forward.ends_within(LIMIT).code(), Some(0));
}
