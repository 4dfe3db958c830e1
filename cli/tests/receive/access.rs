//! `--allow-from` and `--trusted-proxies`.

use crate::Receiver;
use crate::support::delivery::{PATH, event, head, request_with};
use crate::support::raw::Raw;

const FORWARDED: &str = "X-Forwarded-For";

#[test]
fn only_the_allowed_are_served() {
    let receiver = Receiver::start(&["--allow-from", "workos,127.0.0.2"]);
    let payload = event("event_01");
    let answer = receiver.deliver(&payload);
    assert_eq!((answer.status, answer.code()), (403, "forbidden"));
    // Before the body, and for operators too.
    let announced = head("POST", PATH, &[("Content-Length", "1000")]);
    assert_eq!(receiver.connect().ask(announced).status, 403);
    assert_eq!(receiver.connect().ask(head("GET", "/metrics", &[])).status, 403);
    // Whoever is not a trusted proxy may claim what he likes.
    let claimed = request_with(&payload, &[(FORWARDED, "3.217.146.166")]);
    assert_eq!(receiver.connect().ask(claimed).status, 403);
    assert_eq!(receiver.stats().pending, 0);
    let mut allowed = Raw::connect_from(2, receiver.address);
    assert_eq!(allowed.ask(request_with(&payload, &[])).status, 200);
}

#[test]
fn behind_a_trusted_proxy_its_word_counts() {
    let receiver = Receiver::start(&["--allow-from", "workos", "--trusted-proxies", "127.0.0.1"]);
    let ask = |forwarded: &[(&str, &str)]| {
        receiver.connect().ask(request_with(&event("event_01"), forwarded)).status
    };
    assert_eq!(ask(&[(FORWARDED, "3.217.146.166")]), 200);
    assert_eq!(ask(&[(FORWARDED, "3.217.146.166, 192.0.2.1")]), 403);
    assert_eq!(ask(&[(FORWARDED, "192.0.2.1, 3.217.146.166")]), 200);
    assert_eq!(ask(&[]), 403);
}
