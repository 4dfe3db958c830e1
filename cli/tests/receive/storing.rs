//! When the inbox cannot store: 503, and 200 as soon as it can.

use std::time::Duration;

use rusqlite::Connection;

use crate::Receiver;
use crate::support::delivery::{event, head};
use crate::support::program::run;

#[test]
fn a_locked_inbox_is_answered_503_and_then_200() {
    let receiver = Receiver::start(&[]);
    let payload = event("event_01");
    let other = Connection::open(receiver.directory.path().join("inbox.db")).unwrap();
    other.busy_timeout(Duration::from_secs(10)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = receiver.deliver(&payload);
    assert_eq!((answer.status, answer.code()), (503, "unavailable"));
    assert!(answer.header("retry-after").is_some());
    receiver.program.line("answered 503");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(receiver.deliver(&payload).status, 200);
    assert!(receiver.stored("event_01").is_some());
}

#[test]
fn an_inbox_that_is_replaced_is_never_answered_200() {
    let receiver = Receiver::start(&[]);
    assert_eq!(receiver.deliver(&event("event_01")).status, 200);
    let path = receiver.directory.path().join("inbox.db");
    std::fs::rename(&path, receiver.directory.path().join("moved.db")).unwrap();
    let answer = receiver.deliver(&event("event_02"));
    let stored_after_all = answer.status == 200 && receiver.stored("event_02").is_some();
    assert!(answer.status == 503 || stored_after_all, "{answer:?}");
}

#[test]
fn a_file_that_is_no_inbox_ends_the_program_before_it_listens() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("notes.db");
    std::fs::write(&file, "not a database, and worth keeping. ".repeat(100)).unwrap();
    let inbox = format!("sqlite:{}", file.display());
    let output = run(&["receive", "--listen", "127.0.0.1:0", "--inbox", &inbox]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains(&format!("--inbox {inbox}")), "{message}");
    assert!(!message.contains("listening"), "{message}");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("not a database"));
}

#[test]
fn a_database_that_is_away_at_the_start_is_answered_503() {
    // Nothing listens on port 1.
    let receiver = Receiver::start(&["--inbox", "postgres://user:hunter2@127.0.0.1:1/hookseal"]);
    let answer = receiver.deliver(&event("event_01"));
    assert_eq!((answer.status, answer.code()), (503, "unavailable"));
    let readiness = receiver.connect().ask(head("GET", "/readyz", &[]));
    assert_eq!(readiness.status, 503);
    assert!(readiness.body.contains("unreachable"), "{}", readiness.body);
    assert_eq!(receiver.connect().ask(head("GET", "/healthz", &[])).status, 200);
    let log = receiver.program.log().join("\n");
    assert!(log.contains("trying again") && !log.contains("hunter2"), "{log}");
}
