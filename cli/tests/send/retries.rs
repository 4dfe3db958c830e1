use std::net::TcpListener;
use std::time::Duration;

use serde_json::json;

use crate::endpoint::{Endpoint, Request};
use crate::program::send;

fn verdicts(requests: &[Request]) -> Vec<&str> {
    requests.iter().map(|request| request.verdict.as_str()).collect()
}

#[test]
fn gives_up_after_twelve_retries_whose_delays_double() {
    let endpoint = Endpoint::answering(|_, _| 500);
    let run = send(&endpoint.url, "");
    let requests = endpoint.requests();

    assert_eq!(run.code, 1);
    assert_eq!(run.ledger.len(), 1);
    assert_eq!(run.ledger[0]["outcome"], "gave_up");
    assert_eq!(run.ledger[0]["attempts"], 13);
    assert_eq!(run.ledger[0]["statuses"], json!(vec![500; 13]));
    assert_eq!(run.summary()["gave_up"], 1);

    assert_eq!(verdicts(&requests), ["ok"; 13]); // signed anew each time
    assert!(requests.iter().all(|request| request.body == requests[0].body));
    let delays: Vec<_> =
        requests.windows(2).map(|two| (two[1].at - two[0].at).as_secs_f64()).collect();
    let sum: f64 = delays.iter().sum();
    assert!((2.9..4.5).contains(&sum), "3 days are 3 seconds, not {sum}");
    // The short delays are no longer than those that a busy machine adds.
    for two in delays[9..].windows(2) {
        let ratio = two[1] / two[0];
        assert!((1.7..2.3).contains(&ratio), "{delays:?}");
    }
}

#[test]
fn only_an_answer_of_200_counts_as_delivered() {
    let endpoint = Endpoint::answering(|number, _| [503, 204, 302, 400, 200][number]);
    let run = send(&endpoint.url, "");
    assert_eq!(run.code, 0);
    assert_eq!(run.ledger[0]["outcome"], "delivered");
    assert_eq!(run.ledger[0]["statuses"], json!([503, 204, 302, 400, 200]));
    assert_eq!(endpoint.requests().len(), 5);
    assert_eq!(run.summary()["statuses"]["204"], 1);
}

#[test]
fn a_kept_first_signature_is_too_old_from_the_third_attempt_on() {
    let endpoint = Endpoint::answering(|number, request| match number {
        0 | 1 => 503,
        _ if request.verdict == "ok" => 200,
        _ => 400,
    });
    let run = send(&endpoint.url, "--resign first");
    assert_eq!(run.code, 1);
    let requests = endpoint.requests();
    let mut expected = vec!["ok", "ok"];
    expected.extend(["timestamp_too_old"; 11]);
    assert_eq!(verdicts(&requests), expected);
    // The last attempt is three simulated days after the first; the test itself takes almost no
    // time.
    let age = requests[0].signed_at() - requests[12].signed_at();
    assert!((259_190_000..259_200_100).contains(&age), "{age}");
}

#[test]
fn a_missing_endpoint_counts_as_no_answer() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let run = send(&format!("http://{closed}/"), "--retries 2");
    assert_eq!(run.code, 1);
    assert_eq!(run.ledger[0]["statuses"], json!(["refused", "refused", "refused"]));
    assert!(run.summary()["first_fault"].as_str().unwrap().contains("refused"));
}

#[test]
fn a_slow_endpoint_counts_as_no_answer() {
    let endpoint = Endpoint::slow(Duration::from_secs(5));
    let run = send(&endpoint.url, "--retries 1 --timeout 0.2");
    assert_eq!(run.code, 1);
    assert_eq!(run.ledger[0]["statuses"], json!(["timeout", "timeout"]));
    assert_eq!(endpoint.requests().len(), 2);
}
