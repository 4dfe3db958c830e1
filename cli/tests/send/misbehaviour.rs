use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::json;

use crate::endpoint::{Endpoint, NO_ANSWER, Request};
use crate::program::{Run, send};

/// The requests whose ids the ledger lists under this kind.
fn of_kind<'r>(run: &Run, requests: &'r [Request], kind: &str) -> Vec<&'r Request> {
    let ids: HashSet<_> = run
        .ledger
        .iter()
        .filter(|line| line["kind"] == kind)
        .map(|line| line["id"].as_str().unwrap().to_owned())
        .collect();
    requests.iter().filter(|request| request.complete && ids.contains(&request.id())).collect()
}

fn all_have(run: &Run, kind: &str, outcome: &str, number: usize) {
    let lines: Vec<_> = run.ledger.iter().filter(|line| line["kind"] == kind).collect();
    assert_eq!(lines.len(), number, "{kind}");
    assert!(lines.iter().all(|line| line["outcome"] == outcome), "{lines:?}");
}

#[test]
fn duplicates_repeat_the_body_of_an_earlier_delivery_with_a_new_signature() {
    let endpoint = Endpoint::slow(Duration::from_millis(5)); // so that no two have the same timestamp
    let run = send(&endpoint.url, "--count 40 --duplicates 50 --concurrency 1");
    assert_eq!(run.code, 0);
    all_have(&run, "genuine", "delivered", 20);
    all_have(&run, "duplicate", "delivered", 20);
    let requests = endpoint.requests();
    assert!(requests.iter().all(|request| request.verdict == "ok"));
    assert_eq!(requests.iter().map(Request::id).collect::<HashSet<_>>().len(), 20);
    assert_eq!(requests.iter().map(|request| &request.body).collect::<HashSet<_>>().len(), 20);
    assert_eq!(requests.iter().map(|request| &request.header).collect::<HashSet<_>>().len(), 40);
}

#[test]
fn replays_are_earlier_requests_byte_for_byte() {
    let endpoint = Endpoint::slow(Duration::from_millis(5));
    let run = send(&endpoint.url, "--count 40 --replayed 50 --concurrency 4");
    assert_eq!(run.code, 0);
    all_have(&run, "genuine", "delivered", 20);
    all_have(&run, "replayed", "delivered", 20);
    let requests = endpoint.requests();
    let distinct: HashSet<_> =
        requests.iter().map(|request| (&request.header, &request.body)).collect();
    assert_eq!((requests.len(), distinct.len()), (40, 20));
    let latency = &run.summary()["latency_ms"];
    for name in ["p50", "p90", "p99", "max"] {
        let ms = latency[name].as_f64().unwrap();
        assert!((5.0..1000.0).contains(&ms), "{latency}");
    }
}

#[test]
fn a_replay_may_be_refused() {
    let endpoint =
        Endpoint::answering(|number, _| if number < 2 { [200, 400][number] } else { 500 });
    let run = send(&endpoint.url, "--count 2 --replayed 50");
    assert_eq!(run.code, 0);
    all_have(&run, "replayed", "refused", 1);
}

#[test]
fn tampered_bodies_differ_from_the_signed_ones_in_one_byte_and_are_not_retried() {
    let endpoint = Endpoint::verifying();
    let run = send(&endpoint.url, "--count 40 --tampered 50 --event connection.*");
    assert_eq!(run.code, 0);
    all_have(&run, "genuine", "delivered", 20);
    all_have(&run, "tampered", "refused", 20);
    let requests = endpoint.requests();
    assert_eq!(requests.len(), 40);
    let tampered = of_kind(&run, &requests, "tampered"); // reads their ids, so they are still JSON
    assert_eq!(tampered.len(), 20);
    assert!(tampered.iter().all(|request| request.verdict == "signature_mismatch"));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("body");
    for body in [&br#"{"id":"event_01","event":"x"}"#[..], b"\xff\xfe", b"0"] {
        fs::write(&file, body).unwrap();
        let endpoint = Endpoint::verifying();
        let arguments = format!("--tampered 100 --payload {}", file.display());
        assert_eq!(send(&endpoint.url, &arguments).code, 0);
        let got = &endpoint.requests()[0].body;
        assert_eq!(got.len(), body.len());
        assert_eq!(got.iter().zip(body).filter(|(a, b)| a != b).count(), 1);
    }
}

#[test]
fn stale_deliveries_are_genuine_but_old_and_are_not_retried() {
    let endpoint = Endpoint::verifying();
    let run = send(&endpoint.url, "--count 10 --stale 50 --stale-by 181");
    assert_eq!(run.code, 0);
    all_have(&run, "stale", "refused", 5);
    let requests = endpoint.requests();
    assert_eq!(requests.len(), 10);
    let stale = of_kind(&run, &requests, "stale");
    assert!(stale.iter().all(|request| request.verdict == "timestamp_too_old"));
    assert_eq!(run.summary()["refused"], 5);
}

#[test]
fn an_endpoint_fails_if_it_does_not_answer_400_to_a_bad_delivery() {
    for (status, outcome, column) in
        [(200, "accepted", "accepted"), (204, "accepted", "accepted"), (500, "gave_up", "gave_up")]
    {
        let endpoint = Endpoint::answering(move |_, _| status);
        let run = send(&endpoint.url, "--count 2 --tampered 50 --stale 50");
        assert_eq!(run.code, 1);
        all_have(&run, "tampered", outcome, 1);
        all_have(&run, "stale", outcome, 1);
        assert_eq!(run.summary()[column], 2);
        assert_eq!(endpoint.requests().len(), 2);
    }
}

#[test]
fn a_bad_delivery_without_an_answer_is_sent_again_and_stays_bad() {
    let seen = Mutex::new(HashSet::new());
    let endpoint = Endpoint::answering(move |_, request| {
        if seen.lock().unwrap().insert(request.id()) {
            NO_ANSWER
        } else if request.verdict == "ok" {
            200
        } else {
            400
        }
    });
    let run = send(&endpoint.url, "--count 40 --tampered 25 --stale 25");
    assert_eq!(run.code, 0);
    all_have(&run, "tampered", "refused", 10);
    all_have(&run, "stale", "refused", 10);
    for line in &run.ledger {
        let answered = if line["outcome"] == "refused" { 400 } else { 200 };
        assert_eq!(line["statuses"], json!(["dropped", answered]), "{line}");
    }
    let requests = endpoint.requests();
    for (kind, verdict) in [("tampered", "signature_mismatch"), ("stale", "timestamp_too_old")] {
        let sent = of_kind(&run, &requests, kind);
        assert_eq!(sent.len(), 20);
        assert!(sent.iter().all(|request| request.verdict == verdict), "{kind}");
    }

    let endpoint = Endpoint::answering(|_, _| NO_ANSWER);
    let run = send(&endpoint.url, "--tampered 100 --retries 2");
    assert_eq!(run.code, 1);
    all_have(&run, "tampered", "gave_up", 1);
    assert_eq!(run.ledger[0]["statuses"], json!(["dropped", "dropped", "dropped"]));
}

#[test]
fn slow_bodies_arrive_in_pieces() {
    let endpoint = Endpoint::verifying();
    let run = send(&endpoint.url, "--count 4 --slow-body 50 --slow-for 1 --event user.created");
    assert_eq!(run.code, 0);
    all_have(&run, "slow_body", "delivered", 2);
    let requests = endpoint.requests();
    for request in of_kind(&run, &requests, "slow_body") {
        assert!(request.took > Duration::from_millis(900), "{:?}", request.took);
        assert!(request.pieces > 10, "{}", request.pieces);
    }
    for request in of_kind(&run, &requests, "genuine") {
        assert!(request.took < Duration::from_millis(500), "{:?}", request.took);
    }
    // Deliberate slowness does not count as the endpoint's latency.
    assert!(run.summary()["latency_ms"]["max"].as_f64().unwrap() < 500.0);
}

#[test]
fn dropped_connections_close_in_the_body_or_before_the_answer_and_are_retried() {
    let endpoint = Endpoint::slow(Duration::from_millis(50));
    let run = send(&endpoint.url, "--count 20 --dropped 100 --concurrency 4 --seed 3");
    assert_eq!(run.code, 0);
    all_have(&run, "dropped", "delivered", 20);
    for line in &run.ledger {
        assert_eq!(line["statuses"], json!(["dropped", 200]));
    }
    assert!(run.summary()["first_fault"].is_null()); // they were planned
    let requests = endpoint.requests();
    let (broken, complete): (Vec<_>, Vec<_>) =
        requests.iter().partition(|request| !request.complete);
    let unread = complete.len() - 20;
    assert!(!broken.is_empty() && unread > 0);
    assert_eq!(broken.len() + unread, 20);
    assert!(broken.iter().all(|request| request.pieces > 0));
    // None of those connections was reused.
    let connections: HashSet<_> = requests.iter().map(|request| request.connection).collect();
    assert!(connections.len() >= 20, "{}", connections.len());
}

#[test]
fn reordered_events_arrive_out_of_the_order_in_which_they_were_created() {
    let created = |arguments: &str| {
        let endpoint = Endpoint::verifying();
        let run = send(&endpoint.url, &format!("--count 200 --concurrency 1 {arguments}"));
        assert_eq!(run.code, 0);
        let requests = endpoint.requests();
        assert_eq!(requests.iter().map(Request::id).collect::<HashSet<_>>().len(), 200);
        let names: Vec<_> =
            requests.iter().map(|request| request.json()["event"].to_string()).collect();
        names
    };
    let (straight, shuffled) = (created(""), created("--reorder"));
    assert_ne!(straight, shuffled);
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(straight), sorted(shuffled));
}

#[test]
fn all_kinds_at_once_have_the_planned_counts_and_a_seed_repeats_them() {
    let arguments = "--count 1000 --duplicates 10 --tampered 5 --stale 5 --replayed 5 --slow-body 1 \
                     --slow-for 0.2 --dropped 4 --reorder --seed 7";
    let run = || {
        let endpoint = Endpoint::verifying();
        let run = send(&endpoint.url, arguments);
        assert_eq!(run.code, 0, "{run:?}");
        let mut kinds: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in &run.ledger {
            let event = line["event"].as_str().unwrap().to_owned();
            kinds.entry(line["kind"].to_string()).or_default().push(event);
        }
        for events in kinds.values_mut() {
            events.sort();
        }
        (run.summary(), kinds)
    };
    let ((summary, kinds), (_, again)) = (run(), run());
    assert!(kinds == again, "the same seed made other choices");
    assert_eq!(summary["deliveries"], 1000);
    assert_eq!(summary["delivered"], 900);
    assert_eq!(summary["refused"], 100);
    assert_eq!(summary["attempts"], 1040);
    assert_eq!(summary["seed"], 7);
    let numbers = [
        ("genuine", 700),
        ("duplicate", 100),
        ("tampered", 50),
        ("stale", 50),
        ("replayed", 50),
        ("slow_body", 10),
        ("dropped", 40),
    ];
    for (kind, number) in numbers {
        assert_eq!(summary["kinds"][kind]["deliveries"], number, "{kind}");
    }
}
