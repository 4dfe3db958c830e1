//! How far the events were read.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::event::Head;

/// Events do not always appear in the order of their times, so a position lies this much before the newest event, or before the end of
/// a range.
/// Whoever reads on sees these again, and passes over those that it knows.
pub const OVERLAP: Duration = Duration::from_mins(5);

/// Where to read on. It is kept as JSON: `{"from":"2026-11-01T00:00:00Z","after":"event_01..."}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Only events of this time or later.
    pub from: Timestamp,
    /// Only events that the API lists after this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Position {
    /// From a time on.
    pub fn at(from: Timestamp) -> Self {
        Self { from, after: None }
    }

    /// From the time of a known event on, and a little before.
    pub fn around(newest: Timestamp) -> Self {
        Self::at(before(newest))
    }

    /// After this event, where pages have the oldest events first.
    #[must_use]
    pub fn past(&self, head: &Head) -> Self {
        let from = head.created_at.map_or(self.from, |time| self.from.max(before(time)));
        Self { from, after: Some(head.id.clone()) }
    }
}

/// The overlap before an event. One of a time that is still to come must not hide those that come before it.
fn before(time: Timestamp) -> Timestamp {
    earlier(time.min(Timestamp::now()), OVERLAP)
}

/// A time before another.
pub fn earlier(time: Timestamp, by: Duration) -> Timestamp {
    let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
    time.checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// A time after another.
pub fn later(time: Timestamp, by: Duration) -> Timestamp {
    let by = SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX);
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}
