//! An event as the Events API sent it.

use bytes::Bytes;
use hookseal::VerifyError;
use jiff::Timestamp;

use crate::inbox;

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
            created_at: inbox::created_at(&event)
                .and_then(|ms| Timestamp::from_millisecond(ms).ok()),
        });
        Self { payload, head }
    }

    /// When it was created, if it says so.
    pub fn created_at(&self) -> Option<Timestamp> {
        self.head.as_ref().ok()?.created_at
    }
}
