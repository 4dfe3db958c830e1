//! `hookseal inbox catch-up`, with an inbox of SQLite, in front of an Events API that misbehaves in every way.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "../support/application.rs"]
mod application;
#[path = "../support/events_api.rs"]
mod events_api;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/setup.rs"]
mod setup;

mod answers;
mod catch_up;
mod ranges;
mod resuming;
mod usage;

use events_api::{EventsApi, KEY, Kept};
use program::{Program, SECRET};
use setup::Setup;

/// Starts `hookseal inbox catch-up --json`, with pauses shortened to a hundredth.
fn start(setup: &Setup, api: &EventsApi, more: &str) -> Program {
    let (inbox, url) = (setup.url(), api.url());
    let mut arguments = vec!["inbox", "catch-up", "--inbox", &inbox, "--api-url", &url, "--json"];
    if !more.contains("--time-scale") {
        arguments.extend(["--time-scale", "100"]);
    }
    arguments.extend(more.split_whitespace());
    Program::with(&arguments, &[("WORKOS_API_KEY", KEY)])
}

/// Runs it to its end. Returns the status, the summary, and the log, in which no key may be.
async fn run(setup: &Setup, api: &EventsApi, more: &str) -> (i32, serde_json::Value, String) {
    let program = start(setup, api, more);
    let (status, output, log) =
        tokio::task::spawn_blocking(|| program.finish()).await.expect("its end");
    for secret in [KEY, SECRET] {
        assert!(
            !output.contains(secret) && !log.contains(secret),
            "a secret is shown: {output}{log}"
        );
    }
    (status, serde_json::from_str(&output).unwrap_or_default(), log)
}

/// So many events, the oldest first, a minute apart.
fn minutes(count: u32) -> Vec<Kept> {
    (0..count).map(|number| Kept::new(number, i64::from(count - number) * 60)).collect()
}

/// Checks that the inbox holds exactly these events, byte for byte.
async fn assert_stored(setup: &Setup, events: &[Kept]) {
    for event in events {
        let payload = setup.entry(&event.id).await.payload.expect("a payload");
        assert_eq!(payload, event.json.as_bytes());
    }
    let stats = setup.inbox.stats().await.expect("counts");
    assert_eq!(stats.pending, events.len() as u64);
}
