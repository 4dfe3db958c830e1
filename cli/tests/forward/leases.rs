//! Several forwarders, and forwarders that die: each result is recorded once, by the one that holds the lease.

use std::collections::HashSet;
use std::time::Duration;

use hookseal_cli::inbox::State;

use crate::application::{Application, Reply};
use crate::program::wait_until;
use crate::setup::{Setup, ids};

/// Leases of 1 s and a half more than the deadline of an attempt.
const SHORT_LEASES: [&str; 4] = ["--timeout", "1s", "--time-scale", "20"];

#[tokio::test(flavor = "multi_thread")]
async fn two_forwarders_share_the_work() {
    let setup = Setup::new().await;
    setup.store(&ids(600)).await;
    let [left, right] = [
        Application::start(|_| Reply::Status(200)).await,
        Application::start(|_| Reply::Status(200)).await,
    ];
    let _forwards = [setup.forward(&left.url(), &[]), setup.forward(&right.url(), &[])];
    setup.until(|stats| stats.delivered == 600).await;
    let (left, right) = (left.seen(), right.seen());
    let different: HashSet<_> = left.iter().chain(&right).map(|seen| seen.id.clone()).collect();
    assert_eq!((left.len() + right.len(), different.len()), (600, 600));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_event_of_a_forwarder_that_was_killed_is_forwarded_by_another() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let hanging = Application::start(|_| Reply::Hang).await;
    let mut killed = setup.forward(&hanging.url(), &SHORT_LEASES);
    wait_until("the attempt", || hanging.seen().len() == 1);
    killed.signal("KILL");
    killed.ends_within(Duration::from_secs(5));

    let application = Application::start(|_| Reply::Status(200)).await;
    let _other = setup.forward(&application.url(), &[]);
    let entry = setup.until_entry("event_1", |entry| entry.state == State::Delivered).await;
    assert_eq!(entry.attempts, 2, "the attempt of the one that was killed counts");
    assert_eq!(application.seen().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forwarder_that_slept_through_its_lease_settles_nothing() {
    let setup = Setup::new().await;
    setup.store(&["event_1"]).await;
    let rejecting = Application::start(|_| Reply::After(Duration::from_millis(500), 410)).await;
    let sleeping = setup.forward(&rejecting.url(), &SHORT_LEASES);
    wait_until("the attempt", || rejecting.seen().len() == 1);
    sleeping.signal("STOP");

    let application = Application::start(|_| Reply::Status(200)).await;
    let _other = setup.forward(&application.url(), &SHORT_LEASES);
    setup.until_entry("event_1", |entry| entry.state == State::Delivered).await;
    sleeping.signal("CONT");
    sleeping.expect_lines("the leases of 1 attempts had ended", 1);
    let entry = setup.entry("event_1").await;
    assert_eq!((entry.state, entry.reason), (State::Delivered, None));
}
