//! Events of the Events API, signed here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tempfile::TempDir;

use crate::application::{Application, Reply};
use crate::events_api::{EventsApi, Fault, Kept};
use crate::program::wait_until;
use crate::{Listen, ids};

fn home() -> TempDir {
    TempDir::new().expect("a folder")
}

async fn application() -> Application {
    Application::start(|_| Reply::Status(200)).await
}

fn until_asked(api: &EventsApi, more: usize) {
    let target = api.asked().len() + more;
    tokio::task::block_in_place(|| wait_until("questions", || api.asked().len() >= target));
}

#[tokio::test(flavor = "multi_thread")]
async fn events_from_now_on_are_signed_and_delivered_once_and_in_order() {
    let (home, application) = (home(), application().await);
    let api = EventsApi::start(vec![Kept::new(1, 3600), Kept::new(2, 60)]).await;
    let listen = Listen::poll(&api, &home, &format!("--forward-to {}", application.url()));
    until_asked(&api, 3);
    let new: Vec<_> = (3..8).map(|number| Kept::new(number, 0)).collect();
    for event in &new {
        api.add(event.clone());
    }
    let shown = listen.shown(5);
    until_asked(&api, 5);
    let seen = application.seen();
    assert_eq!(ids(&shown), ids(&listen.shown(5)));
    assert_eq!(seen.len(), 5, "what was there before is not delivered, and nothing twice");
    for (seen, event) in seen.iter().zip(&new) {
        assert!(seen.verified && seen.body == event.json);
        assert_eq!(
            (seen.attempt, &seen.headers["content-type"]),
            (1, &"application/json".parse().expect("a value"))
        );
    }
    listen.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn it_resumes_where_it_stopped_even_after_two_months() {
    const DAY: i64 = 86_400;
    let home = home();
    let is_first_run = Arc::new(AtomicBool::new(true));
    let hangs = Arc::clone(&is_first_run);
    let events = (0..70).map(|number| Kept::new(number, i64::from(75 - number) * DAY)).collect();
    let api = EventsApi::with(events, 3, move |number, _| {
        (number >= 1 && hangs.load(Ordering::SeqCst)).then_some(Fault::Hang)
    })
    .await;
    let listen = Listen::poll(&api, &home, "--since 85d");
    listen.shown(3);
    tokio::task::block_in_place(|| wait_until("its second question", || api.asked().len() >= 2));
    listen.program.signal("KILL");
    drop(listen);

    is_first_run.store(false, Ordering::SeqCst);
    let listen = Listen::poll(&api, &home, "");
    let shown = listen.shown(67);
    let expected: Vec<_> = (3..70).map(|number| format!("event_{number:06}")).collect();
    assert_eq!(ids(&shown), expected);
    listen.stop();

    let listen = Listen::poll(&api, &home, "--since now");
    until_asked(&api, 3);
    api.add(Kept::new(1000, 0));
    assert_eq!(ids(&listen.shown(1)), ["event_001000"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_fails_is_tried_a_few_times_and_stops_nothing() {
    let (home, fails) = (home(), Arc::new(AtomicBool::new(true)));
    let failing = Arc::clone(&fails);
    let application = Application::start(move |seen| match seen.id.as_str() {
        "event_000001" if seen.attempt < 3 => Reply::Status(500),
        "event_000002" if failing.load(Ordering::SeqCst) => Reply::Close,
        "event_000003" => Reply::Status(410),
        _ => Reply::Status(200),
    })
    .await;
    let api = EventsApi::start(Vec::new()).await;
    let listen =
        Listen::poll(&api, &home, &format!("--since 1h --forward-to {}", application.url()));
    for number in 1..5 {
        api.add(Kept::new(number, 100 - i64::from(number)));
    }
    // 3 attempts, 5 attempts, and one each.
    let shown = listen.shown(10);
    assert_eq!(
        shown.iter().filter(|delivery| delivery["error"].is_string()).count(),
        5,
        "{shown:?}"
    );
    assert_eq!(application.seen_of("event_000001").len(), 3);
    assert_eq!(application.seen_of("event_000002").len(), 5);
    assert_eq!(application.seen_of("event_000003").len(), 1);
    assert_eq!(application.seen_of("event_000004").len(), 1);
    assert!(application.seen().iter().all(|seen| seen.verified));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_that_is_away_is_waited_for_and_a_wrong_key_ends_it() {
    let (home, status) = (home(), Arc::new(AtomicUsize::new(200)));
    let answer = Arc::clone(&status);
    let api = EventsApi::with(Vec::new(), 100, move |_, _| {
        let status = u16::try_from(answer.load(Ordering::SeqCst)).expect("a status");
        (status != 200).then_some(Fault::Status(status))
    })
    .await;
    let mut listen = Listen::poll(&api, &home, "");
    until_asked(&api, 2);
    status.store(500, Ordering::SeqCst);
    until_asked(&api, 20);
    api.add(Kept::new(1, 0));
    status.store(200, Ordering::SeqCst);
    assert_eq!(ids(&listen.shown(1)), ["event_000001"]);

    status.store(401, Ordering::SeqCst);
    let ended =
        tokio::task::block_in_place(|| listen.program.ends_within(crate::program::PATIENCE));
    assert_eq!(ended.code(), Some(1));
}
