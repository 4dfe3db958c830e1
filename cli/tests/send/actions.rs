//! Actions: what is asked, and which answers are good.

use std::time::{SystemTime, UNIX_EPOCH};

use hookseal::{ActionVerifier, Verdict};
use serde_json::json;

use crate::endpoint::{Endpoint, Request};
use crate::program::{Run, SECRET, send};

/// The answer of an endpoint that denies, if the request is genuine.
fn deny(request: &Request) -> (u16, String) {
    let verifier = ActionVerifier::new(SECRET).unwrap();
    match verifier.construct_action(&request.body, request.header.as_str()) {
        Ok(action) => {
            let verdict = Verdict::Deny(Some("Jürgen: \"</script>\" \u{2028}"));
            (200, verifier.sign_response(&action, verdict).unwrap())
        }
        Err(error) => (400, json!({ "error": error.code().as_str() }).to_string()),
    }
}

fn answers(run: &Run) -> String {
    run.summary()["answers"].to_string()
}

#[test]
fn both_actions_are_asked_and_the_verdicts_counted() {
    for (name, member) in [("authentication", "user"), ("user_registration", "user_data")] {
        let endpoint = Endpoint::answering_with_body(|_, request| deny(request));
        let run = send(&endpoint.url, &format!("--action {name} --count 3"));
        assert_eq!(
            (run.code, answers(&run)),
            (0, r#"{"200 Deny":3}"#.to_owned()),
            "{}",
            run.stderr
        );
        let bodies: Vec<_> = endpoint.requests().iter().map(Request::json).collect();
        let object = format!("{name}_action_context");
        assert!(bodies.iter().all(|body| body["object"] == object && body[member].is_object()));
        assert!(bodies[0]["id"] != bodies[1]["id"] && bodies[0].get("event").is_none());
        assert_eq!(run.ledger[0]["event"], object);
        assert_eq!(run.ledger[0]["statuses"], json!([200]));
    }
}

#[test]
fn forged_and_stale_requests_must_be_refused() {
    let arguments = "--action authentication --count 40 --tampered 25 --stale 25 --stale-by 31";
    let endpoint = Endpoint::answering_with_body(|_, request| deny(request));
    let run = send(&endpoint.url, arguments);
    let summary = run.summary();
    assert_eq!((run.code, &summary["refused"]), (0, &json!(20)), "{}", run.stderr);

    let endpoint = Endpoint::answering_with_body(|_, request| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        signed(request, &format!(r#"{{"timestamp":{now},"verdict":"Allow"}}"#))
    });
    let run = send(&endpoint.url, arguments);
    let summary = run.summary();
    assert_eq!((run.code, &summary["accepted"]), (1, &json!(20)));
    assert_eq!(answers(&run), r#"{"200 Allow":40}"#);
}

/// An answer with this payload, and a signature that holds for it.
fn signed(_: &Request, payload: &str) -> (u16, String) {
    let timestamp = serde_json::from_str::<serde_json::Value>(payload)
        .ok()
        .and_then(|payload| payload["timestamp"].as_i64())
        .unwrap_or(0);
    let header = hookseal::sign(SECRET, payload, timestamp);
    let (_, signature) = header.split_once("v1=").unwrap();
    let object = "authentication_action_response";
    (200, format!(r#"{{"object":"{object}","payload":{payload},"signature":"{signature}"}}"#))
}

#[test]
fn an_answer_that_workos_would_not_accept_is_a_failure() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let long = "m".repeat(501);
    for (payload, fault) in [
        (format!(r#"{{"timestamp":{now},"verdict":"Maybe"}}"#), "verdict"),
        (format!(r#"{{"timestamp":{now},"verdict":"Allow","error_message":"hi"}}"#), "verdict"),
        (format!(r#"{{"timestamp":{now},"verdict":"Deny","error_message":"{long}"}}"#), "verdict"),
        (format!(r#"{{"timestamp":{now},"verdict":"Deny","error_message":null}}"#), "form"),
        (format!(r#"{{"timestamp":{now},"verdict":"Deny","more":1}}"#), "form"),
        (format!(r#"{{"timestamp":"{now}","verdict":"Deny"}}"#), "form"),
        (r#"{"verdict":"Deny"}"#.to_owned(), "form"),
        (format!(r#"{{"timestamp":{},"verdict":"Deny"}}"#, now / 1000), "timestamp"),
        // What is signed is the usual form, without blanks, and escaped only where it must be.
        (format!(r#"{{"timestamp": {now},"verdict":"Deny"}}"#), "signature"),
        (
            format!(r#"{{"timestamp":{now},"verdict":"Deny","error_message":"J\u00fcrgen"}}"#),
            "signature",
        ),
    ] {
        let sent = payload.clone();
        let endpoint = Endpoint::answering_with_body(move |_, request| signed(request, &sent));
        let run = send(&endpoint.url, "--action authentication");
        assert_eq!(run.code, 1, "{payload}");
        assert_eq!(answers(&run), format!(r#"{{"200 wrong {fault}":1}}"#), "{payload}");
        assert!(run.stderr.contains(&format!("200 wrong {fault}; gave up")), "{}", run.stderr);
    }

    let good = format!(r#"{{"timestamp":{now},"verdict":"Allow"}}"#);
    let answer = |change: fn(String) -> String| {
        let good = good.clone();
        let endpoint = Endpoint::answering_with_body(move |_, request| {
            let (status, body) = signed(request, &good);
            (status, change(body))
        });
        answers(&send(&endpoint.url, "--action authentication"))
    };
    assert_eq!(answer(|body| body), r#"{"200 Allow":1}"#);
    for (change, fault) in [
        (
            (|body| body.replace("authentication", "user_registration")) as fn(String) -> String,
            "object",
        ),
        (|body| body.replace("Allow", "Deny"), "signature"),
        (|body| body.replace("\"signature\":\"", "\"signature\":\"0"), "signature"),
        // The names of an SDK that was wrong for long.
        (|body| body.replace("signature", "sig"), "form"),
        (|_| String::new(), "form"),
        (|_| "null".to_owned(), "form"),
    ] {
        assert_eq!(answer(change), format!(r#"{{"200 wrong {fault}":1}}"#));
    }
}

#[test]
fn an_answer_is_application_json() {
    let endpoint = Endpoint::answering_as("text/html", |_, request| deny(request));
    let run = send(&endpoint.url, "--action authentication");
    assert_eq!((run.code, answers(&run)), (1, r#"{"200 wrong content type":1}"#.to_owned()));
    let endpoint =
        Endpoint::answering_as("Application/JSON; charset=utf-8", |_, request| deny(request));
    assert_eq!(send(&endpoint.url, "--action authentication").code, 0);
}

#[test]
fn an_endpoint_that_fails_is_asked_once() {
    let endpoint = Endpoint::answering(|_, _| 500);
    let run = send(&endpoint.url, "--action user_registration");
    assert_eq!((run.code, endpoint.requests().len()), (1, 1));
    let run = send(&endpoint.url, "--action user_registration --retries 2");
    assert_eq!((run.code, endpoint.requests().len()), (1, 4));
}
