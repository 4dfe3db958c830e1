//! Runs that end early, at any page.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::events_api::{EventsApi, Fault, Kept};
use crate::program::wait_until;
use crate::setup::Setup;
use crate::{assert_stored, minutes, run, start};

/// No question is answered after this one.
const ALL: usize = usize::MAX;

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_between_any_two_pages_and_each_event_is_stored_once() {
    let setup = Setup::new().await;
    let events = minutes(40);
    let answered = Arc::new(AtomicUsize::new(0));
    let limit = Arc::clone(&answered);
    let api = EventsApi::with(events.clone(), 10, move |number, _| {
        (number >= limit.load(Ordering::SeqCst)).then_some(Fault::Hang)
    })
    .await;

    // The first question of a run is answered, the second one hangs, and then the program is killed.
    for _ in 0..3 {
        let before = api.asked().len();
        answered.store(before + 1, Ordering::SeqCst);
        let program = start(&setup, &api, if before == 0 { "--since 1d" } else { "" });
        wait_until("its second question", || api.asked().len() == before + 2);
        program.signal("KILL");
    }
    answered.store(ALL, Ordering::SeqCst);
    let (status, summary, log) = run(&setup, &api, "").await;
    assert_eq!(status, 0, "{log}");
    assert_stored(&setup, &events).await;
    assert_eq!(summary["read"], 10, "a page that was stored is not read again: {summary}");
}

#[tokio::test]
async fn a_place_that_the_api_forgot_is_found_by_its_time() {
    let setup = Setup::new().await;
    let events = minutes(40);
    let api = EventsApi::with(events.clone(), 10, |number, _| {
        (number >= 2).then_some(Fault::Status(401))
    })
    .await;
    assert_eq!(run(&setup, &api, "--since 1d").await.0, 1);

    // The API knows all but the event at which the first run stopped.
    let known: Vec<_> = events.iter().filter(|event| event.id != events[19].id).cloned().collect();
    let api = EventsApi::with(known, 10, |_, _| None).await;
    let (status, _, log) = run(&setup, &api, "").await;
    assert_eq!(status, 0, "{log}");
    assert_stored(&setup, &events).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_that_is_away_for_a_moment_is_tried_again() {
    let setup = Setup::new().await;
    let events = minutes(20);
    let api = EventsApi::start(events.clone()).await;
    let lock = rusqlite::Connection::open(setup.file()).expect("a connection");
    lock.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let program = start(&setup, &api, "--since 1d");
    tokio::task::block_in_place(|| program.expect_lines("does not answer in time", 1));
    lock.execute_batch("ROLLBACK").expect("no lock");
    let (status, _, log) = tokio::task::spawn_blocking(|| program.finish()).await.expect("its end");
    assert_eq!(status, 0, "{log}");
    assert_stored(&setup, &events).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_can_stay_and_read_what_is_new() {
    let setup = Setup::new().await;
    let api = EventsApi::with(minutes(5), 100, |number, _| {
        // Away for longer than it is tried, once.
        (3..12).contains(&number).then_some(Fault::Status(500))
    })
    .await;
    let program = start(&setup, &api, "--since 1d --follow");
    setup.until(|stats| stats.pending == 5).await;
    api.add(Kept::new(100, 0));
    setup.until(|stats| stats.pending == 6).await;
    wait_until("the end of the outage", || api.asked().len() > 12);
    api.add(Kept::new(101, 0));
    setup.until(|stats| stats.pending == 7).await;
    drop(program);
}
