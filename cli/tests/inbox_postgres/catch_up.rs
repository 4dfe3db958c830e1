//! `hookseal inbox catch-up` into PostgreSQL, killed and cut off on the way.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use hookseal_cli::inbox::{Inbox, NewEvent};
use tokio::task::block_in_place;

use crate::events_api::{EventsApi, Fault, KEY, Kept};
use crate::inbox_contract::Store;
use crate::program::{Program, wait_until};
use crate::support::{self, Database};

const PAGE: usize = 10;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn what_was_missed_is_stored_byte_for_byte_and_once() {
    missed_events_are_stored(support::fresh_store().await).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn what_was_missed_is_stored_through_pgbouncer_too() {
    missed_events_are_stored(support::fresh_store_behind_pgbouncer().await).await;
}

async fn missed_events_are_stored(store: Database) {
    let inbox = store.open().await;
    let events: Vec<_> =
        (0..40).map(|number| Kept::new(number, i64::from(40 - number) * 60)).collect();
    // One of them came as a webhook before.
    let known = NewEvent::read(Bytes::from(events[17].json.clone())).unwrap();
    inbox.store(&[known]).await.unwrap();

    // How many questions are answered; the next one waits.
    let allowed = Arc::new(AtomicUsize::new(1));
    let limit = Arc::clone(&allowed);
    let api = EventsApi::with(events.clone(), PAGE, move |number, _| {
        block_in_place(|| wait_until("leave to answer", || number < limit.load(Ordering::SeqCst)));
        None::<Fault>
    })
    .await;
    let asked = |count| {
        block_in_place(|| wait_until("a question", || api.asked().len() == count));
    };

    // Killed with one page stored, or nearly so.
    let program = start(&store, &api, "--since 1d");
    asked(2);
    program.signal("KILL");
    drop(program);

    // The connections are cut between two pages.
    allowed.store(3, Ordering::SeqCst);
    let program = start(&store, &api, "");
    asked(4);
    store.terminate().await;
    allowed.store(usize::MAX, Ordering::SeqCst);
    let (status, summary, log) =
        tokio::task::spawn_blocking(|| program.finish()).await.expect("its end");
    assert_eq!(status, 0, "{log}");
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("a summary");
    assert_eq!(summary["read"], 30, "a page that was stored is not read again: {summary}");
    assert_eq!(summary["duplicates"], 1, "{summary}");

    assert_stored(&*inbox, &events).await;
    assert_eq!(store.number("SELECT count(*) FROM hookseal_inbox").await, 40);
}

async fn assert_stored(inbox: &dyn Inbox, events: &[Kept]) {
    for event in events {
        let entry = inbox.show(&event.id).await.unwrap().expect("it is stored");
        assert_eq!(entry.payload.expect("a payload"), event.json.as_bytes());
    }
}

fn start(store: &Database, api: &EventsApi, more: &str) -> Program {
    let url = api.url();
    let mut arguments =
        vec!["inbox", "catch-up", "--inbox", &store.address, "--api-url", &url, "--json"];
    arguments.extend(more.split_whitespace());
    Program::with(&arguments, &[("WORKOS_API_KEY", KEY)])
}
