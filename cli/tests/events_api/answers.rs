//! Answers of the API that are not pages.

use std::time::{Duration, Instant};

use crate::events_api::{EventsApi, Fault, page_json};
use crate::setup::Setup;
use crate::{assert_stored, minutes, run};

#[tokio::test]
async fn a_busy_api_is_asked_again_no_sooner_than_it_says() {
    let setup = Setup::new().await;
    let events = minutes(150);
    let api = EventsApi::with(events.clone(), 100, |number, _| match number {
        0 => Some(Fault::With(429, "retry-after", "100".to_owned())),
        2 => Some(Fault::Status(500)),
        3 => Some(Fault::Status(503)),
        4 => Some(Fault::Close),
        _ => None,
    })
    .await;
    let (status, _, log) = run(&setup, &api, "--since 1d").await;
    assert_eq!(status, 0, "{log}");
    assert!(log.contains("429"), "{log}");
    assert_stored(&setup, &events).await;
    let asked = api.asked();
    // 100 s are 1 s, by the time scale of the tests.
    assert!(asked[1].at - asked[0].at >= Duration::from_secs(1));
    assert_eq!(asked.len(), 6);
    assert_eq!(asked[2].after(), asked[5].after(), "the same page is asked for again");
}

#[tokio::test]
async fn an_api_that_stays_away_ends_the_run() {
    for fault in [
        Fault::Status(500),
        Fault::Close,
        Fault::Body(200, "<html>a proxy's page</html>".to_owned()),
        Fault::Body(200, r#"{"data":[{"id":"event_1""#.to_owned()),
        Fault::Hang,
    ] {
        let setup = Setup::new().await;
        let script = fault.clone();
        let api = EventsApi::with(Vec::new(), 100, move |_, _| Some(script.clone())).await;
        let start = Instant::now();
        let (status, _, log) = run(&setup, &api, "--since 1d --api-timeout 300ms").await;
        assert!(status == 1 && log.contains("after 8 tries"), "{fault:?}: {status} {log}");
        assert_eq!(api.asked().len(), 8, "{fault:?}");
        assert!(start.elapsed() < Duration::from_secs(30), "{fault:?}");
    }
}

#[tokio::test]
async fn what_cannot_pass_ends_the_run_at_once_with_its_cure() {
    for (fault, cure) in [
        (Fault::Status(401), "copy it again from WorkOS's dashboard"),
        (Fault::Status(403), "copy it again from WorkOS's dashboard"),
        (Fault::Status(404), "check --api-url"),
        (Fault::Status(422), "check --event, --since and --until"),
        (Fault::With(302, "location", "/elsewhere".to_owned()), "check --api-url"),
    ] {
        let setup = Setup::new().await;
        let script = fault.clone();
        let api = EventsApi::with(Vec::new(), 100, move |_, _| Some(script.clone())).await;
        let (status, _, log) = run(&setup, &api, "--since 1d").await;
        assert!(status == 1 && log.contains(cure), "{fault:?}: {status} {log}");
        assert_eq!(api.asked().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn the_api_s_own_words_are_shown_but_cannot_steer_the_terminal() {
    let setup = Setup::new().await;
    let api = EventsApi::start(Vec::new()).await;
    let (status, _, log) = run(&setup, &api, "--since 1d --event no.such.event").await;
    assert!(status == 1 && log.contains(r"unknown event: \u{1b}[31mno.such.event"), "{log}");
    assert!(!log.contains('\u{1b}'), "{log}");
}

#[tokio::test]
async fn pages_that_go_in_circles_end_the_run() {
    let setup = Setup::new().await;
    let json = minutes(1)[0].json.clone();
    let api = EventsApi::with(Vec::new(), 100, move |number, _| {
        let after = format!("event_{}", number % 3);
        Some(Fault::Body(200, page_json(&json, Some(&after))))
    })
    .await;
    let (status, _, log) = run(&setup, &api, "--since 1d").await;
    assert!(status == 1 && log.contains("would never end"), "{log}");
    assert!(api.asked().len() < 20, "{}", api.asked().len());
}

#[tokio::test]
async fn an_answer_of_a_gibibyte_is_not_read() {
    let setup = Setup::new().await;
    let api = EventsApi::with(Vec::new(), 100, |_, _| Some(Fault::Giant)).await;
    let (status, _, log) = run(&setup, &api, "--since 1d").await;
    assert!(status == 1 && log.contains("more than 64 MiB"), "{log}");
    assert!(api.sent() < 128 << 20, "{} bytes were read", api.sent());
}
