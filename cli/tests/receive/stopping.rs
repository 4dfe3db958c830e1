//! SIGTERM and SIGINT.

use std::time::Duration;

use rusqlite::Connection;

use crate::Receiver;
use crate::support::delivery::{event, request};

#[test]
fn what_is_under_way_is_finished_and_idle_connections_are_closed() {
    let mut receiver = Receiver::start(&[]);
    let mut idle = receiver.connect();
    assert_eq!(idle.ask(request(&event("event_01"))).status, 200);
    let mut silent = receiver.connect();
    let mut slow = receiver.connect();
    let whole = request(&event("event_02"));
    slow.send(&whole[..whole.len() - 1]);
    std::thread::sleep(Duration::from_millis(300));

    receiver.program.signal("TERM");
    idle.closed();
    silent.closed();
    slow.send(&whole[whole.len() - 1..]);
    assert_eq!(slow.answer().unwrap().status, 200);
    slow.closed();
    let status = receiver.program.ends_within(Duration::from_secs(5));
    assert_eq!(status.code(), Some(0));
    assert!(receiver.stored("event_02").is_some());
}

#[test]
fn a_body_that_never_ends_delays_the_end_by_ten_seconds_at_most() {
    let mut receiver = Receiver::start(&["--body-timeout", "1h"]);
    let mut slow = receiver.connect();
    let whole = request(&event("event_slow"));
    slow.send(&whole[..whole.len() - 1]);
    let mut head = receiver.connect();
    head.send("POST /");
    std::thread::sleep(Duration::from_millis(300));
    receiver.program.signal("TERM");
    let status = receiver.program.ends_within(Duration::from_secs(15));
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let mut receiver = Receiver::start(&["--body-timeout", "1h"]);
    let mut slow = receiver.connect();
    let whole = request(&event("event_slow"));
    slow.send(&whole[..whole.len() - 1]);
    std::thread::sleep(Duration::from_millis(300));
    receiver.program.signal("INT");
    std::thread::sleep(Duration::from_millis(300));
    receiver.program.signal("TERM");
    let status = receiver.program.ends_within(Duration::from_secs(5));
    assert_eq!(status.code(), Some(1));
}

#[test]
fn an_inbox_that_hangs_does_not_keep_it_alive() {
    let mut receiver = Receiver::start(&[]);
    let other = Connection::open(receiver.directory.path().join("inbox.db")).unwrap();
    other.busy_timeout(Duration::from_secs(10)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut waiting = receiver.connect();
    waiting.send(request(&event("event_01")));
    std::thread::sleep(Duration::from_millis(300));
    receiver.program.signal("TERM");
    let status = receiver.program.ends_within(Duration::from_secs(15));
    assert_eq!(status.code(), Some(0));
    assert_eq!(waiting.answer().unwrap().status, 503);
}
