//! The endpoint for a tunnel.

use hookseal::{HEADER_NAME, sign};
use jiff::Timestamp;
use reqwest::{Client, Response};

use crate::Listen;
use crate::application::{Application, Reply, free_address};
use crate::program::SECRET;

const EVENT: &str = r#"{ "id":"event_1","event":"dsync.user.updated","data":{"id":"user_1"} }"#;

fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

async fn post(listen: &Listen, body: impl Into<reqwest::Body>, signature: &str) -> Response {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let request = Client::new().post(&listen.url).header(HEADER_NAME, signature);
    request
        .header("content-type", "application/json")
        .header("x-tunnel", "yes")
        .body(body)
        .send()
        .await
        .expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_handed_on_unchanged_and_the_answer_handed_back() {
    let application =
        Application::start(|_| Reply::With(202, "content-type", "text/odd".to_owned())).await;
    let listen = Listen::endpoint(&format!("--json --forward-to {}", application.url())).await;
    let signature = sign(SECRET, EVENT, now());
    let answer = post(&listen, EVENT, &signature).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["content-type"]),
        (202, &"text/odd".parse().expect("a value"))
    );

    let seen = &application.seen()[0];
    assert!(seen.verified && seen.body == EVENT);
    assert_eq!(
        (&seen.headers["x-tunnel"], &seen.headers[HEADER_NAME]),
        (&"yes".parse().expect("a value"), &signature.parse().expect("a value"))
    );
    assert_eq!(seen.headers["host"], application.address().to_string());

    let delivery = &listen.shown(1)[0];
    for (name, expected) in [
        ("verdict", "accepted".into()),
        ("id", "event_1".into()),
        ("event", "dsync.user.updated".into()),
        ("data_id", "user_1".into()),
        ("status", serde_json::Value::from(202)),
    ] {
        assert_eq!(delivery[name], expected, "{delivery}");
    }
    assert!(delivery["took_ms"].is_number(), "{delivery}");
    listen.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_never_reaches_the_application() {
    let application = Application::start(|_| Reply::Status(200)).await;
    let listen = Listen::endpoint(&format!("--json --forward-to {}", application.url())).await;
    let long = " ".repeat(1 << 20) + EVENT;
    for (body, signature, status, code) in [
        (EVENT, sign("whsec_another", EVENT, now()), 400, "signature_mismatch"),
        (EVENT, sign(SECRET, EVENT, now() - 300_000), 400, "timestamp_too_old"),
        (EVENT, "t=1".to_owned(), 400, "no_signature"),
        ("{}", sign(SECRET, "{}", now()), 400, "invalid_payload"),
        (long.as_str(), sign(SECRET, &long, now()), 413, "payload_too_large"),
    ] {
        let answer = post(&listen, body.to_owned(), &signature).await;
        assert_eq!(answer.status(), status, "{code}");
        assert_eq!(answer.text().await.expect("a body"), format!(r#"{{"error": "{code}"}}"#));
    }
    let answer = Client::new().get(&listen.url).send().await.expect("an answer");
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["allow"]),
        (405, &"POST".parse().expect("a value"))
    );

    let shown = listen.shown(6);
    let verdicts: Vec<_> =
        shown.iter().filter_map(|delivery| delivery["verdict"].as_str()).collect();
    assert_eq!(
        verdicts,
        [
            "signature_mismatch",
            "timestamp_too_old",
            "no_signature",
            "invalid_payload",
            "payload_too_large",
            "method_not_allowed"
        ]
    );
    assert!(application.seen().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_application_deliveries_are_answered_and_shown() {
    let listen = Listen::endpoint("").await;
    let answer = post(&listen, EVENT, &sign(SECRET, EVENT, now())).await;
    assert_eq!(answer.status(), 200);
    let line = tokio::task::block_in_place(|| {
        crate::wait_until("a line", || !listen.program.output().is_empty());
        listen.program.output().remove(0)
    });
    for part in ["accepted", "dsync.user.updated", "event_1", "user_1"] {
        assert!(line.contains(part), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_is_down_or_hangs_is_answered_for() {
    let nobody = free_address().await;
    let listen = Listen::endpoint(&format!("--json --forward-to http://{nobody}/")).await;
    assert_eq!(post(&listen, EVENT, &sign(SECRET, EVENT, now())).await.status(), 502);
    let error = listen.shown(1)[0]["error"].to_string();
    assert!(error.contains("connection refused"), "{error}");

    let hanging = Application::start(|_| Reply::Hang).await;
    let listen =
        Listen::endpoint(&format!("--json --forward-to {} --timeout 200ms", hanging.url())).await;
    assert_eq!(post(&listen, EVENT, &sign(SECRET, EVENT, now())).await.status(), 502);
    let error = listen.shown(1)[0]["error"].to_string();
    assert!(error.contains("no answer within 200ms"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_explained_but_not_more_than_once_a_second() {
    let changed = format!("{EVENT}\n");
    let listen = Listen::endpoint("--json").await;
    for _ in 0..3 {
        assert_eq!(post(&listen, changed.clone(), &sign(SECRET, EVENT, now())).await.status(), 400);
    }
    let shown = listen.shown(3);
    let code = |delivery: &serde_json::Value| delivery["diagnosis"]["findings"][0]["code"].clone();
    assert_eq!(code(&shown[0]), "payload_newline_added", "{shown:?}");
    assert!(shown.iter().filter(|delivery| delivery["diagnosis"].is_null()).count() >= 1);

    // The body is read although the header alone is reason enough to refuse it.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let quoted = format!("'{}'", sign(SECRET, EVENT, now()));
    assert_eq!(post(&listen, EVENT, &quoted).await.status(), 400);
    assert_eq!(code(&listen.shown(4)[3]), "header_quoted");

    let listen = Listen::endpoint("").await;
    assert_eq!(post(&listen, changed, &sign(SECRET, EVENT, now())).await.status(), 400);
    let lines = tokio::task::block_in_place(|| {
        crate::wait_until("two lines", || listen.program.output().len() == 2);
        listen.program.output()
    });
    assert!(lines[0].contains("  signature_mismatch  "), "{lines:?}");
    assert!(lines[1].trim_start().starts_with("payload_newline_added: A line break"), "{lines:?}");
}
