//! An event on its way into the inbox.

use std::fmt::Write;

use bytes::Bytes;
use hookseal::{Event, VerifyError, read_event};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::Deserialize;
use serde_json::value::RawValue;

/// How long an id or a name may be to be kept as it is, in bytes. WorkOS's have about 40; PostgreSQL cannot index one
/// of more than 2 700.
const MAX_TEXT: usize = 255;

/// Before the digest that stands for an id which cannot be kept as it is.
const DIGEST_PREFIX: &str = "sha256:";

/// An event whose delivery was verified.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Its key: the event's id, or what stands for it if no store could index that.
    pub id: String,
    /// Its name, `dsync.user.updated`.
    pub event: String,
    /// `data.id`, if it is a string: what the event is about, by which `--ordered` orders; kept like `id`.
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
    /// Only the core decides whether a payload is an event. Odd `data` never keeps an event out of the inbox.
    ///
    /// # Errors
    ///
    /// `invalid_payload`, by the core's rules.
    pub fn read(payload: Bytes) -> Result<Self, VerifyError> {
        let event = read_event(&payload)?;
        let data: Data<'_> = event.data_as().unwrap_or_default();
        let changed_at = data.updated_at.and_then(time).or_else(|| created_at(&event));
        let data_id = data.id.and_then(string).map(key);
        let (id, event) = (key(event.id().to_owned()), name(event.event()));
        Ok(Self { id, event, data_id, changed_at, payload })
    }
}

/// The members of `data` that matter here. They are raw, as each may be of another type than expected.
#[derive(Default, Deserialize)]
struct Data<'e> {
    #[serde(borrow)]
    id: Option<&'e RawValue>,
    #[serde(borrow)]
    updated_at: Option<&'e RawValue>,
}

/// The envelope's `created_at`, in ms since the epoch.
pub fn created_at(event: &Event<'_>) -> Option<i64> {
    time(serde_json::from_str(event.get("created_at")?).ok()?)
}

fn string(json: &RawValue) -> Option<String> {
    serde_json::from_str(json.get()).ok()
}

/// Reads a time of WorkOS's: ISO 8601, or `2023-04-28 20:05:31.093`, which is UTC.
fn time(json: &RawValue) -> Option<i64> {
    let text = string(json)?;
    let time = text
        .parse::<Timestamp>()
        .or_else(|_| text.parse::<DateTime>().and_then(|time| Offset::UTC.to_timestamp(time)));
    time.ok().map(Timestamp::as_millisecond)
}

/// The id under which an event, or what it is about, is kept: itself, unless a store could not index it, because it
/// is very long or contains NUL, which PostgreSQL has no text for. Then it is the id's digest, so that equal ids stay
/// equal and different ones different. `inbox list` shows it in this form.
fn key(id: String) -> String {
    if id.len() <= MAX_TEXT && !id.contains('\0') && !id.starts_with(DIGEST_PREFIX) {
        return id;
    }
    let mut key = DIGEST_PREFIX.to_owned();
    for byte in ring::digest::digest(&ring::digest::SHA256, id.as_bytes()).as_ref() {
        // Writing to a string cannot fail.
        let _ = write!(key, "{byte:02x}");
    }
    key
}

/// A name for display and filters: cut if it is very long, with NUL replaced. The payload keeps it as it was.
fn name(name: &str) -> String {
    let end = name.floor_char_boundary(MAX_TEXT);
    name.get(..end).unwrap_or_default().replace('\0', "\u{fffd}")
}

/// What became of an event that was to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is stored now.
    New,
    /// It was stored before.
    Duplicate,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> NewEvent {
        NewEvent::read(Bytes::from(json.to_owned())).expect("an event")
    }

    fn changed_at(data: &str, created_at: &str) -> Option<i64> {
        read(&format!(
            r#"{{"id":"event_1","event":"user.updated","data":{data},"created_at":{created_at}}}"#
        ))
        .changed_at
    }

    #[test]
    fn the_object_and_its_time_are_read_in_each_of_workos_s_notations() {
        let event = read(r#"{"id":"event_1","event":"user.updated","data":{"id":"user_1"}}"#);
        assert_eq!((event.data_id.as_deref(), event.changed_at), (Some("user_1"), None));

        let expected = Some(1_682_712_331_093);
        for time in [
            "2023-04-28T20:05:31.093Z",
            "2023-04-28 20:05:31.093",
            "2023-04-28T20:05:31.093",
            "2023-04-28T22:05:31.093+02:00",
        ] {
            assert_eq!(changed_at(&format!(r#"{{"updated_at":"{time}"}}"#), "null"), expected);
            assert_eq!(changed_at("{}", &format!(r#""{time}""#)), expected, "{time}");
        }
        assert_eq!(
            changed_at(r#"{"updated_at":"2023-04-28T20:05:31Z"}"#, "1"),
            Some(1_682_712_331_000)
        );
        assert_eq!(
            changed_at(r#"{"updated_at":"soon"}"#, r#""2023-04-28 20:05:31.093""#),
            expected
        );
    }

    #[test]
    fn odd_data_keeps_no_event_out() {
        for data in
            ["null", "[]", "1e999", r#"{"id":1}"#, r#"{"id":"a","id":"b"}"#, r#"{"id":"\ud800"}"#]
        {
            assert_eq!(
                read(&format!(r#"{{"id":"e","event":"n","data":{data}}}"#)).data_id,
                None,
                "{data}"
            );
        }
        assert_eq!(read(r#"{"id":"e","event":"n"}"#).data_id, None);
    }

    #[test]
    fn an_id_that_no_store_can_index_is_kept_as_its_digest() {
        let long = "x".repeat(MAX_TEXT + 1);
        let event =
            read(&format!(r#"{{"id":"{long}","event":"a\u0000{long}","data":{{"id":"\u0000"}}}}"#));
        assert_eq!(event.id.len(), DIGEST_PREFIX.len() + 64);
        assert!(event.data_id.is_some_and(|id| id.starts_with(DIGEST_PREFIX)));
        assert!(event.event.len() <= MAX_TEXT + 2 && event.event.starts_with("a\u{fffd}x"));
        // Nobody can choose an id that looks like the digest of another.
        assert_ne!(key(event.id.clone()), event.id);
        assert_eq!(key("x".repeat(MAX_TEXT)), "x".repeat(MAX_TEXT));
    }
}
