//! An event as the Events API sent it.

use bytes::Bytes;
use hookseal::VerifyError;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// One element of a page.
#[derive(Clone, Debug)]
pub struct ApiEvent {
    /// The very bytes of the element.
    pub payload: Bytes,
    /// What identifies it, or why the core cannot read it.
    pub head: Result<Head, VerifyError>,
}

/// What a reader needs to know of an event.
#[derive(Clone, Debug)]
pub struct Head {
    /// The same id as the webhook's.
    pub id: String,
    /// When it was created, if that is a time.
    pub created_at: Option<Timestamp>,
}

impl ApiEvent {
    /// Reads an element.
    pub fn read(payload: Bytes) -> Self {
        let head = hookseal::read_event(&payload).map(|event| Head {
            id: event.id().to_owned(),
            created_at: event.get("created_at").and_then(created_at),
        });
        Self { payload, head }
    }

    /// When it was created, if it says so.
    pub fn created_at(&self) -> Option<Timestamp> {
        self.head.as_ref().ok()?.created_at
    }
}

/// Reads a JSON string such as `"2026-04-28T20:05:31.093Z"`, or without `T` and zone, which means UTC.
pub fn created_at(json: &str) -> Option<Timestamp> {
    let text: String = serde_json::from_str(json).ok()?;
    let civil = || text.parse::<DateTime>().ok()?.to_zoned_datetime(TimeZone::UTC).ok();
    text.parse().ok().or_else(|| Some(civil()?.timestamp()))
}
