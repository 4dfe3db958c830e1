//! The event in a verified payload: the JSON envelope `{id, event, data, created_at, ...}`.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::clock::Clock;
use crate::error::{PayloadFault, VerifyError};
use crate::header::SignatureHeader;
use crate::verifier::Verifier;

/// JSON readers differ in how deep they can go before they fail or overflow their stack. One bound
/// for all, which is also `serde_json`'s own.
const MAX_DEPTH: usize = 128;

/// A verified event. `id` and `event` are read; every other member is handed through untouched.
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

/// A name, and where in the payload the JSON of its value is.
type Member = (String, Range<usize>);

impl Event<'_> {
    /// The event's own id (`event_01...`), the same in every delivery of it: keep the ones that
    /// were processed, for deliveries repeat.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The event's type, such as `connection.activated`: one of [`event_type`](crate::event_type),
    /// or any other, for new ones appear over time.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.name
    }

    /// A member of the envelope as its JSON text: `data`, `created_at`, or any other. Of a member
    /// that is there twice, the last.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.members().filter(|(member, _)| *member == name).last().map(|(_, json)| json)
    }

    /// The names and JSON texts of all members, in the payload's order.
    pub fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members.iter().map(|(name, place)| {
            // The place was taken from this very text.
            (name.as_str(), self.payload.get(place.clone()).unwrap_or_default())
        })
    }

    /// The JSON that the event was read from, as it was signed: what to store.
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }

    /// The same event with a copy of its payload, to keep beyond the request.
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
                .map(|(name, value)| (name, place(text, value.get())))
                .collect(),
            payload: Cow::Borrowed(text),
        })
    }
}

/// Where `part`, a piece of `whole`, is in it.
fn place(whole: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(whole.as_ptr().addr());
    start..start.saturating_add(part.len())
}

/// Reads an event from a payload that was verified before: one that was stored, or that arrived in
/// chunks. The rules are those of [`Verifier::construct_event`], without the signature.
///
/// It proves nothing about where the payload came from: pass what your own program has verified.
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

/// Shows which event it is, not what it says of anyone.
impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("id", &self.id)
            .field("event", &self.name)
            .finish_non_exhaustive()
    }
}

impl Verifier {
    /// Verifies a delivery as [`verify`](Self::verify) does, and only then reads its event.
    ///
    /// # Errors
    ///
    /// As [`verify`](Self::verify), then [`VerifyError::InvalidPayload`].
    #[cfg(feature = "std")]
    pub fn construct_event<'p, 'h>(
        &self,
        payload: &'p (impl AsRef<[u8]> + ?Sized),
        header: impl Into<SignatureHeader<'h>>,
    ) -> Result<Event<'p>, VerifyError> {
        self.construct(payload.as_ref(), header.into(), Clock::System)
    }

    /// As [`construct_event`](Self::construct_event), with `now_ms` (milliseconds since the Unix
    /// epoch) for now.
    ///
    /// # Errors
    ///
    /// As [`construct_event`](Self::construct_event).
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

/// Twice the same name is refused: readers differ on which of the two they keep.
fn only_string(members: &[(String, &RawValue)], name: &str) -> Option<String> {
    let mut named = members.iter().filter(|(member, _)| member == name);
    match (named.next(), named.next()) {
        (Some((_, value)), None) => serde_json::from_str(value.get()).ok(),
        _ => None,
    }
}

/// Few events hold enough brackets to nest too deep, and counting those is the faster by far.
fn is_too_deep(json: &[u8]) -> bool {
    let opening = json.iter().filter(|&&byte| byte == b'[' || byte == b'{').count();
    opening > MAX_DEPTH && depth(json) > MAX_DEPTH
}

/// How deep arrays and objects nest, which is exact for JSON and harmless for anything else.
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

/// The members of a JSON object in order, repeated ones included, their values unread.
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
