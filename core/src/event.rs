//! The event in a verified payload: the JSON envelope `{id, event, data, created_at, ...}`.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;
use core::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::clock::Clock;
use crate::error::{PayloadFault, VerifyError};
use crate::header::SignatureHeader;
use crate::verifier::Verifier;

/// JSON parsers differ in how deep they can nest before they fail or overflow their stack. This
/// limit holds in every language; it is also `serde_json`'s own.
const MAX_DEPTH: usize = 128;

/// A verified event. Only `id` and `event` are parsed; every other member stays JSON text.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let payload = r#"{"id":"event_01","event":"dsync.user.updated","data":{"idp_id":"8931"}}"#;
/// let header = hookseal::sign("whsec_example", payload, 1_700_000_000_000);
///
/// let verifier = hookseal::Verifier::new("whsec_example")?;
/// let event = verifier.construct_event_at(payload, &header, 1_700_000_000_000)?;
/// assert_eq!(event.event(), "dsync.user.updated");
/// assert_eq!(event.get("data"), Some(r#"{"idp_id":"8931"}"#));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Event<'p> {
    payload: Cow<'p, str>,
    id: String,
    name: String,
    members: Vec<Member>,
}

/// A member's name, and where in the payload its JSON value is.
type Member = (String, Range<usize>);

impl Event<'_> {
    /// The event's id (`event_01...`). Every delivery of the event has the same one, so remember
    /// the ids that you have processed: deliveries are repeated.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The event's type, such as `connection.activated`. [`event_type`](crate::event_type) lists
    /// the known ones, but `WorkOS` adds new ones over time.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.name
    }

    /// The JSON text of a member of the envelope: `data`, `created_at` or any other. If the name
    /// occurs more than once, the last one counts.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.members().filter(|(member, _)| *member == name).last().map(|(_, json)| json)
    }

    /// The event's `data`, as a type of yours. An absent `data` is read as `null`.
    ///
    /// `serde` ignores members that your type does not have. `WorkOS` may add members and values,
    /// so read as strings what has several values, and make an [`Option`] of what may be absent.
    ///
    /// # Errors
    ///
    /// [`DataError`], if the JSON does not fit the type. It says where, and quotes nothing. For an
    /// error that may quote the data, call `serde_json::from_str` on `event.get("data")`.
    ///
    /// ```
    /// use hookseal::event_type::DSYNC_USER_CREATED;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct DirectoryUser<'e> {
    ///     id: &'e str,
    ///     email: Option<String>,
    /// }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let payload = r#"{"id":"event_01","event":"dsync.user.created",
    /// #     "data":{"object":"directory_user","id":"directory_user_01","email":null}}"#;
    /// let event = hookseal::read_event(payload)?;
    /// if event.event() == DSYNC_USER_CREATED {
    ///     let user: DirectoryUser = event.data_as()?;
    ///     assert_eq!((user.id, user.email), ("directory_user_01", None));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn data_as<'e, T: Deserialize<'e>>(&'e self) -> Result<T, DataError> {
        serde_json::from_str(self.get("data").unwrap_or("null"))
            .map_err(|error| DataError { line: error.line(), column: error.column() })
    }

    /// The names and JSON texts of all members, in the payload's order.
    pub fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members.iter().map(|(name, range)| {
            // The range came from this same text, so it is always inside it.
            (name.as_str(), self.payload.get(range.clone()).unwrap_or_default())
        })
    }

    /// The signed JSON that the event was read from. Store this.
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// The same event with its own copy of the payload, so that it can outlive the request.
    #[must_use]
    pub fn into_owned(self) -> Event<'static> {
        Event {
            payload: Cow::Owned(self.payload.into_owned()),
            id: self.id,
            name: self.name,
            members: self.members,
        }
    }
}

impl<'p> Event<'p> {
    fn parse(payload: &'p [u8]) -> Result<Self, PayloadFault> {
        if is_too_deep(payload) {
            return Err(PayloadFault::TooDeep);
        }
        let text = core::str::from_utf8(payload).map_err(|_| PayloadFault::NotAnObject)?;
        let Members(values) = serde_json::from_str(text).map_err(|_| PayloadFault::NotAnObject)?;
        Ok(Self {
            id: only_string(&values, "id").ok_or(PayloadFault::NoId)?,
            name: only_string(&values, "event").ok_or(PayloadFault::NoEvent)?,
            members: values
                .into_iter()
                .map(|(name, value)| (name, range_in(text, value.get())))
                .collect(),
            payload: Cow::Borrowed(text),
        })
    }
}

/// An event's `data` does not fit the type that it was read as.
///
/// `serde_json`'s own error may quote the data, which is about people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataError {
    /// The line of the JSON text of `data` where it does not fit, counted from 1.
    pub line: usize,
    /// The column in that line, in bytes, counted from 1.
    pub column: usize,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column } = self;
        write!(
            f,
            "the event's data does not fit the type, at line {line}, column {column} of its JSON"
        )
    }
}

impl Error for DataError {}

/// The range of `text` that `part`, a slice of it, covers.
fn range_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    start..start.saturating_add(part.len())
}

/// Reads an event from a payload that was already verified, for instance one that was stored or
/// that arrived in chunks. The rules are those of [`Verifier::construct_event`], without the
/// signature.
///
/// This does not check where the payload came from. Pass only what your program has verified.
///
/// # Errors
///
/// [`VerifyError::InvalidPayload`].
///
/// ```
/// # fn main() -> Result<(), hookseal::VerifyError> {
/// let stored = r#"{"id":"event_01","event":"dsync.user.updated","data":{}}"#;
/// assert_eq!(hookseal::read_event(stored)?.id(), "event_01");
/// # Ok(())
/// # }
/// ```
pub fn read_event<P: AsRef<[u8]> + ?Sized>(payload: &P) -> Result<Event<'_>, VerifyError> {
    Event::parse(payload.as_ref()).map_err(VerifyError::InvalidPayload)
}

/// Shows which event it is, but none of its personal data.
impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("id", &self.id)
            .field("event", &self.name)
            .finish_non_exhaustive()
    }
}

impl Verifier {
    /// Verifies a delivery like [`verify`](Self::verify), and only then reads its event.
    ///
    /// # Errors
    ///
    /// The errors of [`verify`](Self::verify), then [`VerifyError::InvalidPayload`].
    #[cfg(feature = "std")]
    pub fn construct_event<'p, 'h>(
        &self,
        payload: &'p (impl AsRef<[u8]> + ?Sized),
        header: impl Into<SignatureHeader<'h>>,
    ) -> Result<Event<'p>, VerifyError> {
        self.construct(payload.as_ref(), header.into(), Clock::System)
    }

    /// Like [`construct_event`](Self::construct_event), with `now_ms` as the current time, in
    /// milliseconds since the Unix epoch.
    ///
    /// # Errors
    ///
    /// The errors of [`construct_event`](Self::construct_event).
    pub fn construct_event_at<'p, 'h>(
        &self,
        payload: &'p (impl AsRef<[u8]> + ?Sized),
        header: impl Into<SignatureHeader<'h>>,
        now_ms: i64,
    ) -> Result<Event<'p>, VerifyError> {
        self.construct(payload.as_ref(), header.into(), Clock::Fixed(now_ms))
    }

    fn construct<'p>(
        &self,
        payload: &'p [u8],
        header: SignatureHeader<'_>,
        clock: Clock,
    ) -> Result<Event<'p>, VerifyError> {
        self.check(payload, header, clock)?;
        read_event(payload)
    }
}

/// The string with this name. A repeated name is refused, because parsers differ on which of the
/// two they keep.
fn only_string(members: &[(String, &RawValue)], name: &str) -> Option<String> {
    let mut named = members.iter().filter(|(member, _)| member == name);
    match (named.next(), named.next()) {
        (Some((_, value)), None) => serde_json::from_str(value.get()).ok(),
        _ => None,
    }
}

/// Counting brackets is much faster than tracking the depth, and few events have enough of them to
/// be too deep.
fn is_too_deep(json: &[u8]) -> bool {
    let opening = json.iter().filter(|&&byte| byte == b'[' || byte == b'{').count();
    opening > MAX_DEPTH && depth(json) > MAX_DEPTH
}

/// How deep arrays and objects nest. For bytes that are not JSON the number means nothing, but the
/// parser refuses those anyway.
fn depth(json: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for &byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The members of a JSON object in order, with repeated ones, and with their values unparsed.
struct Members<'p>(Vec<(String, &'p RawValue)>);

impl<'p> Deserialize<'p> for Members<'p> {
    fn deserialize<D: Deserializer<'p>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'p> Visitor<'p> for MembersVisitor {
    type Value = Members<'p>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'p>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
