//! An event on its way into the inbox.

use bytes::Bytes;
use hookseal::VerifyError;

/// An event whose delivery was verified.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Its key.
    pub id: String,
    /// Its name, `dsync.user.updated`.
    pub event: String,
    /// `data.id`, if it is a string: what the event is about, by which `--ordered` orders.
    pub data_id: Option<String>,
    /// When its object changed, in ms since the epoch: `data.updated_at`, else the event's `created_at`, by which WorkOS
    /// recommends to order. `None` if neither is a time.
    pub changed_at: Option<i64>,
    /// The body as received, byte for byte.
    pub payload: Bytes,
}

impl NewEvent {
    /// Reads what the inbox needs to know of a payload that was verified before.
    ///
    /// # Errors
    ///
    /// `invalid_payload`, by the core's rules.
    pub fn read(_payload: Bytes) -> Result<Self, VerifyError> {
        unimplemented!("built by the store's branch")
    }
}

/// What became of an event that was to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is stored now.
    New,
    /// It was stored before.
    Duplicate,
}
