//! `/healthz`, `/readyz` and `/metrics`.

use std::time::Duration;

use rusqlite::Connection;

use crate::Receiver;
use crate::support::delivery::{event, head};
use crate::support::raw::{Answer, Raw};

fn get(raw: &mut Raw, path: &str) -> Answer {
    raw.ask(head("GET", path, &[]))
}

#[test]
fn operators_see_that_it_works_and_what_it_did() {
    let receiver = Receiver::start(&[]);
    receiver.deliver(&event("event_01"));
    receiver.deliver(&event("event_01"));
    receiver.deliver("[]");
    let mut raw = receiver.connect();
    assert_eq!(get(&mut raw, "/healthz").status, 200);
    assert_eq!(get(&mut raw, "/readyz").status, 200);
    let metrics = get(&mut raw, "/metrics").body;
    for line in [
        "hookseal_deliveries_total{result=\"stored\"} 1",
        "hookseal_deliveries_total{result=\"duplicate\"} 1",
        "hookseal_deliveries_total{result=\"invalid_payload\"} 1",
        "hookseal_delivery_seconds_count 3",
        "hookseal_connections 1",
    ] {
        assert!(metrics.lines().any(|written| written == line), "{line}\n{metrics}");
    }
}

#[test]
fn a_listener_of_their_own_takes_them_off_the_public_one() {
    let receiver = Receiver::start(&["--admin-listen", "127.0.0.1:0"]);
    let admin = receiver.program.address("serving /healthz");
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(get(&mut Raw::connect(admin), path).status, 200, "{path}");
        assert_eq!(get(&mut receiver.connect(), path).status, 404, "{path}");
    }
    assert_eq!(get(&mut Raw::connect(admin), "/webhooks/workos").status, 404);
}

#[test]
fn health_does_not_wait_behind_deliveries() {
    let receiver = Receiver::start(&[]);
    let other = Connection::open(receiver.directory.path().join("inbox.db")).unwrap();
    other.busy_timeout(Duration::from_secs(10)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut waiting = receiver.connect();
    waiting.send(crate::support::delivery::request(&event("event_01")));
    let began = std::time::Instant::now();
    assert_eq!(get(&mut receiver.connect(), "/healthz").status, 200);
    let readiness = get(&mut receiver.connect(), "/readyz").status;
    assert!([200, 503].contains(&readiness));
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    other.execute_batch("ROLLBACK").unwrap();
    waiting.answer().unwrap();
}
