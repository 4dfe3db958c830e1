//! How the sender reports failures: while they happen, and at the end.

use std::net::TcpListener;

use serde_json::json;

use crate::endpoint::{Endpoint, NO_ANSWER};
use crate::program::{Running, SECRET, run, send};

/// The way hookseal's adapters refuse.
fn refusal(code: &str) -> (u16, String) {
    (400, json!({ "error": code }).to_string())
}

#[test]
fn a_refusal_and_the_delay_before_the_retry_are_reported_while_it_waits() {
    let endpoint = Endpoint::answering_with_body(|_, _| refusal("signature_mismatch"));
    let mut running = Running::start(&format!("--url {}", endpoint.url));
    let lines = running.stderr_lines(2);
    assert!(!running.has_ended());
    let id = endpoint.requests()[0].id();
    assert_eq!(lines[0], format!("{id}: attempt 1 of 13: 400 signature_mismatch; next in 1m 3s"));
    assert!(lines[1].contains("--retries 0") && lines[1].contains("--time-scale"), "{}", lines[1]);
}

#[test]
fn a_single_attempt_is_reported_with_its_code_live_and_in_the_summary() {
    let endpoint = Endpoint::answering_with_body(|_, _| refusal("signature_mismatch"));
    let arguments = format!("--url {} --retries 0", endpoint.url);
    let people = run(&arguments, Some(SECRET));
    assert_eq!((people.code, endpoint.requests().len()), (1, 1));
    let id = endpoint.requests()[0].id();
    let line = format!("{id}: attempt 1 of 1: 400 signature_mismatch; gave up\n");
    assert_eq!(people.stderr, line);
    assert!(people.stdout.contains("answers    400 signature_mismatch x 1\n"), "{}", people.stdout);
    assert_eq!(people.ledger[0]["statuses"], json!([400]));

    let summary = run(&format!("{arguments} --json"), Some(SECRET)).summary();
    assert_eq!(summary["statuses"], json!({ "400": 1 }));
    assert_eq!(summary["answers"], json!({ "400 signature_mismatch": 1 }));
}

#[test]
fn failures_are_reported_and_planned_outcomes_are_not() {
    for arguments in ["--count 20 --tampered 50 --stale 50", "--count 20 --duplicates 50"] {
        assert_eq!(send(&Endpoint::verifying().url, arguments).stderr, "");
    }

    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = send(&format!("http://{closed}/"), "--retries 1").stderr;
    assert!(nobody.contains("attempt 2 of 2: refused (") && nobody.contains("Connection refused"));

    for (status, arguments, expected) in [
        (200, "--tampered 100", "tampered event_"),
        (200, "--tampered 100", "attempt 1 of 13: 200; must be 400"),
        (500, "--stale 100", "attempt 1 of 13: 500; must be 400"),
        (NO_ANSWER, "--stale 100 --retries 1", "attempt 2 of 2: dropped ("),
    ] {
        let endpoint = Endpoint::answering(move |_, _| status);
        let stderr = send(&endpoint.url, arguments).stderr;
        assert!(stderr.contains(expected), "{expected}: {stderr}");
    }
    let dropped = send(&Endpoint::verifying().url, "--dropped 100").stderr;
    assert!(dropped.contains("attempt 1 of 13: dropped on purpose; next in"), "{dropped}");
}

#[test]
fn thousands_of_refusals_are_reported_in_few_lines_and_none_is_missing() {
    let endpoint = Endpoint::answering_with_body(|_, _| refusal("timestamp_too_old"));
    let run = send(&endpoint.url, "--count 1500 --retries 1 --concurrency 64");
    let lines: Vec<_> = run.stderr.lines().collect();
    assert!(lines.len() < 200, "{} lines", lines.len());
    let reported: usize = lines
        .iter()
        .map(|line| match line.split_once(" more attempts failed: 400 timestamp_too_old x ") {
            Some((count, same)) => {
                assert_eq!(count, same);
                count.parse().unwrap()
            }
            None => 1,
        })
        .sum();
    assert_eq!(reported, 3000);
}

#[test]
fn an_answer_that_is_not_like_hookseals_is_reported_by_its_status() {
    let long = json!({ "error": "a_code", "more": "x".repeat(5000) }).to_string();
    for body in [
        "",
        "signature_mismatch",
        "\"signature_mismatch\"",
        r#"{"error": null}"#,
        r#"{"error": {"code": "signature_mismatch"}}"#,
        r#"{"error": "Bad Request"}"#,
        r#"{"error": ""}"#,
        "{\"error\": \"a\\u001b[31m\"}",
        &json!({ "error": "x".repeat(41) }).to_string(),
        &long,
    ] {
        let answer = body.to_owned();
        let endpoint = Endpoint::answering_with_body(move |_, _| (400, answer.clone()));
        let run = send(&endpoint.url, "--retries 0");
        assert_eq!(run.summary()["answers"], json!({ "400": 1 }), "{body}");
        assert!(run.stderr.ends_with(": 400; gave up\n"), "{}", run.stderr);
    }
    let endpoint = Endpoint::answering_with_body(|_, _| (200, refusal("a_code").1));
    assert_eq!(send(&endpoint.url, "").summary()["answers"], json!({ "200": 1 }));
}

#[test]
fn endless_codes_are_counted_but_only_some_by_name() {
    let endpoint = Endpoint::answering_with_body(|number, _| refusal(&format!("code_{number}")));
    let summary = send(&endpoint.url, "--count 200 --retries 0").summary();
    let answers = summary["answers"].as_object().unwrap();
    assert!(answers.len() <= 65, "{}", answers.len());
    assert_eq!(answers.values().map(|count| count.as_u64().unwrap()).sum::<u64>(), 200);
    assert_eq!(summary["statuses"], json!({ "400": 200 }));
}
