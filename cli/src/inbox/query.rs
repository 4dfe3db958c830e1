//! Looking at the inbox.

use bytes::Bytes;
use jiff::Timestamp;
use serde::Serialize;

/// Where an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// To be forwarded: new, waiting for a retry, or on its way.
    Pending,
    /// The application answered 2xx.
    Delivered,
    /// Set aside: no attempt was left, or the application answered 410.
    Dead,
}

/// Which events. An empty filter selects all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this one.
    pub id: Option<String>,
    /// Only in this state.
    pub state: Option<State>,
    /// Only of these names or patterns (`dsync.*`: a `*` at the end, as the core's event patterns).
    pub events: Vec<String>,
    /// Only about this `data.id`.
    pub data_id: Option<String>,
    /// Only those received at this time or later.
    pub since: Option<Timestamp>,
    /// Only those received before this time.
    pub until: Option<Timestamp>,
}

/// An event in the inbox.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its place in the order of arrival.
    pub sequence: i64,
    /// Its key.
    pub id: String,
    /// Its name.
    pub event: String,
    /// What it is about.
    pub data_id: Option<String>,
    /// Where it stands.
    pub state: State,
    /// How many attempts were made since it was received, or since `inbox retry`.
    pub attempts: u32,
    /// When it was stored.
    pub received_at: Timestamp,
    /// When the next attempt is due, if it is pending. `None` while it waits for an earlier event on its `data.id`.
    pub due_at: Option<Timestamp>,
    /// Until when it is leased, if it is.
    pub leased_until: Option<Timestamp>,
    /// When it was delivered or died.
    pub finished_at: Option<Timestamp>,
    /// Why the last attempt failed.
    pub reason: Option<String>,
    /// The body as received; only `show` reads it.
    pub payload: Option<Bytes>,
}

/// Where a page ends: the sequence of its last entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(pub i64);

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its entries, the newest first, without payloads.
    pub entries: Vec<Entry>,
    /// Where the next page begins; `None` after the last.
    pub next: Option<Cursor>,
}

/// What `retry` did.
#[derive(Clone, Copy, Debug)]
pub struct Retried {
    /// How many events are pending again.
    pub count: u32,
    /// Where to go on; `None` at the end.
    pub next: Option<Cursor>,
}

/// Counts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Stats {
    /// To be forwarded, leased ones included.
    pub pending: u64,
    /// Of those, how many are leased now.
    pub leased: u64,
    /// Of the pending ones, how many have failed at least once.
    pub retrying: u64,
    /// Delivered, and not pruned yet.
    pub delivered: u64,
    /// Set aside.
    pub dead: u64,
    /// How many seconds ago the oldest pending event was received.
    pub oldest_pending_seconds: Option<f64>,
}
