//! What is stored, what is refused, and with which answer.

use std::time::Duration;

use rusqlite::Connection;

use crate::Receiver;
use crate::support::delivery::{PATH, event, head, long_event, request, request_with, signature};
use crate::support::program::{SECRET, wait_until};

#[test]
fn a_delivery_is_stored_as_received_and_a_duplicate_changes_nothing() {
    let receiver = Receiver::start(&[]);
    let payload = event("event_01");
    assert_eq!(receiver.deliver(&payload).status, 200);
    assert_eq!(receiver.deliver(&payload).status, 200);
    assert_eq!(receiver.stats().pending, 1);
    let stored = receiver.stored("event_01").unwrap();
    assert_eq!(stored.payload.as_deref(), Some(payload.as_bytes()));
    assert_eq!(stored.event, "dsync.user.updated");
}

#[test]
fn a_long_body_in_pieces_is_stored_whole() {
    let receiver = Receiver::start(&[]);
    let payload = long_event("event_long", 700_000);
    let signature = signature(&payload);
    let mut raw = receiver.connect();
    raw.send(head(
        "POST",
        PATH,
        &[("WorkOS-Signature", &signature), ("Transfer-Encoding", "chunked")],
    ));
    for piece in payload.as_bytes().chunks(50_001) {
        raw.send(format!("{:x}\r\n", piece.len()));
        raw.send(piece);
        raw.send("\r\n");
    }
    assert_eq!(raw.ask("0\r\n\r\n").status, 200);
    let stored = receiver.stored("event_long").unwrap();
    assert!(stored.payload.as_deref() == Some(payload.as_bytes()), "the payload differs");
}

#[test]
fn forgeries_are_refused_with_the_cores_codes_and_stored_never() {
    let receiver = Receiver::start(&[]);
    let payload = event("event_forged");
    let length = payload.len().to_string();
    let stale = hookseal::sign(SECRET, &payload, 1_700_000_000_000);
    let forged = signature("another payload");
    let cases = [
        (&*stale, "timestamp_too_old"),
        (&forged, "signature_mismatch"),
        ("t=1", "no_signature"),
        ("v1=00", "malformed_header"),
        ("", "missing_header"),
    ];
    let mut raw = receiver.connect();
    for (header, code) in cases {
        let head = head("POST", PATH, &[("WorkOS-Signature", header), ("Content-Length", &length)]);
        let answer = raw.ask(head + &payload);
        assert_eq!((answer.status, answer.code()), (400, code));
        if answer.header("connection") == Some("close") {
            raw = receiver.connect();
        }
    }
    let answer = receiver.deliver("[]");
    assert_eq!((answer.status, answer.code()), (400, "invalid_payload"));
    assert_eq!(receiver.stats().pending, 0);
    let log = receiver.program.log().join("\n");
    assert!(!log.contains("event_forged") && !log.contains(SECRET), "{log}");
}

type Headers<'h> = &'h [(&'h str, &'h str)];

#[test]
fn what_the_headers_decide_is_answered_before_the_body() {
    let receiver = Receiver::start(&["--max-body", "100KiB"]);
    let signature = signature("");
    let body = ("Content-Length", "1000");
    let cases: [(&str, &str, Headers<'_>, u16, &str); 7] = [
        ("GET", PATH, &[], 405, "method_not_allowed"),
        ("PUT", PATH, &[body], 405, "method_not_allowed"),
        ("POST", "/elsewhere", &[body], 404, "not_found"),
        ("POST", PATH, &[body, ("Content-Encoding", "gzip")], 415, "unsupported_encoding"),
        ("POST", PATH, &[("Content-Length", "102401")], 413, "payload_too_large"),
        ("POST", PATH, &[("WorkOS-Signature", "nonsense"), body], 400, "malformed_header"),
        ("POST", PATH, &[body], 400, "missing_header"),
    ];
    for (method, path, headers, status, code) in cases {
        let answer = receiver.connect().ask(head(method, path, headers));
        assert_eq!((answer.status, answer.code()), (status, code), "{method} {path} {headers:?}");
        assert_eq!(answer.header("allow"), (status == 405).then_some("POST"));
    }
    let mut raw = receiver.connect();
    let announced = [("WorkOS-Signature", &*signature), body, ("Expect", "100-continue")];
    assert_eq!(raw.ask(head("POST", PATH, &announced)).status, 100);
    let mut raw = receiver.connect();
    let refused = [("WorkOS-Signature", "nonsense"), body, ("Expect", "100-continue")];
    assert_eq!(raw.ask(head("POST", PATH, &refused)).status, 400);
}

#[test]
fn an_endless_body_is_cut_off_and_the_client_sees_why() {
    let receiver = Receiver::start(&[]);
    let signature = signature("");
    let mut raw = receiver.connect();
    raw.send(head(
        "POST",
        PATH,
        &[("WorkOS-Signature", &signature), ("Transfer-Encoding", "chunked")],
    ));
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    let mut sent = 0;
    while sent < 1000 && raw.try_send(&chunk) {
        sent += 1;
    }
    assert!(sent < 100, "{sent} chunks of 64 KiB were taken");
    // A client that stops soon after the limit gets the answer.
    let mut raw = receiver.connect();
    raw.send(head(
        "POST",
        PATH,
        &[("WorkOS-Signature", &signature), ("Transfer-Encoding", "chunked")],
    ));
    (0..18).for_each(|_| raw.send(&chunk));
    let answer = raw.answer().unwrap();
    assert_eq!((answer.status, answer.code()), (413, "payload_too_large"));
}

#[test]
fn a_client_that_goes_on_sending_after_its_refusal_still_sees_why() {
    let receiver = Receiver::start(&["--max-body", "100KiB"]);
    let mut raw = receiver.connect();
    raw.send(head("POST", PATH, &[("Content-Length", "102401")]));
    for _ in 0..10 {
        std::thread::sleep(Duration::from_millis(50));
        raw.send("x".repeat(10_000));
    }
    let answer = raw.answer().unwrap();
    assert_eq!((answer.status, answer.code()), (413, "payload_too_large"));
}

#[test]
fn a_client_that_has_sent_all_may_close_its_half() {
    let receiver = Receiver::start(&[]);
    let other = Connection::open(receiver.directory.path().join("inbox.db")).unwrap();
    other.busy_timeout(Duration::from_secs(10)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut raw = receiver.connect();
    raw.send(request(&event("event_half")));
    raw.finish();
    std::thread::sleep(Duration::from_millis(500));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(raw.answer().unwrap().status, 200);
    raw.closed();
}

#[test]
fn requests_may_share_a_connection_and_come_all_at_once() {
    let receiver = Receiver::start(&[]);
    let requests: String = (0..50).map(|n| request(&event(&format!("event_{n}")))).collect();
    let mut raw = receiver.connect();
    raw.send(requests);
    for _ in 0..50 {
        assert_eq!(raw.answer().unwrap().status, 200);
    }
    assert_eq!(receiver.stats().pending, 50);
}

#[test]
fn a_request_of_two_meanings_is_refused() {
    let receiver = Receiver::start(&[]);
    let payload = event("event_smuggled");
    let requests = [
        request_with(&payload, &[("Content-Length", "1")]),
        request_with(&payload, &[("Transfer-Encoding", "chunked, identity")]),
        request(&payload).replace("Content-Length: ", "Content-Length: +"),
        request(&payload).replace("Host: ", "Host : "),
    ];
    for request in requests {
        let mut raw = receiver.connect();
        assert_eq!(raw.ask(&request).status, 400, "{request}");
        raw.closed();
    }
    assert_eq!(receiver.stats().pending, 0);
}

#[test]
fn a_client_that_leaves_early_loses_nothing_that_it_finished() {
    let receiver = Receiver::start(&[]);
    let payload = event("event_left");
    drop({
        let mut raw = receiver.connect();
        raw.send(request(&payload));
        raw
    });
    let unfinished = request(&event("event_unfinished"));
    drop({
        let mut raw = receiver.connect();
        raw.send(&unfinished[..unfinished.len() - 1]);
        raw
    });
    receiver.program.line("client_disconnected");
    assert!(receiver.stored("event_unfinished").is_none());
    wait_until("the event", || receiver.stored("event_left").is_some());
}
