//! A payload that is a JSON object: an event or an action.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::convert::Infallible;
use core::ops::Range;

use crate::error::PayloadFault;
use crate::json::{Builder, Fault, JsonString, Nothing, ReadError, Reader};

/// A JSON object and the text that it was read from. Only its members' places are kept.
#[derive(Clone)]
pub(crate) struct Envelope<'p> {
    payload: Cow<'p, str>,
    members: Vec<Member>,
}

/// A member's name, and where in the payload its JSON value is.
type Member = (String, Range<usize>);

impl<'p> Envelope<'p> {
    pub(crate) fn parse(payload: &'p [u8]) -> Result<(Self, Identity<'p>), PayloadFault> {
        let text = to_text(payload)?;
        let mut members = Vec::new();
        let each = |name: &str, json| members.push((name.into(), range_in(text, json)));
        let ((), identity) = read(text, &mut Nothing, each).map_err(ReadError::into_fault)?;
        Ok((Self { payload: Cow::Borrowed(text), members }, identity))
    }

    pub(crate) fn payload(&self) -> &str {
        &self.payload
    }

    /// The names and JSON texts of all members, in the payload's order.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members.iter().map(|(name, range)| {
            // The range came from this same text, so it is always inside it.
            (name.as_str(), self.payload.get(range.clone()).unwrap_or_default())
        })
    }

    /// The JSON text of the last member with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.members().filter(|(member, _)| *member == name).last().map(|(_, json)| json)
    }

    pub(crate) fn into_owned(self) -> Envelope<'static> {
        Envelope { payload: Cow::Owned(self.payload.into_owned()), members: self.members }
    }
}

/// The members that decide what an object is.
#[derive(Default)]
pub(crate) struct Identity<'p> {
    pub(crate) id: Only<'p>,
    pub(crate) event: Only<'p>,
    pub(crate) object: Only<'p>,
}

impl<'p> Identity<'p> {
    fn add(&mut self, name: &str, json: &'p str) {
        let member = match name {
            "id" => &mut self.id,
            "event" => &mut self.event,
            "object" => &mut self.object,
            _ => return,
        };
        *member = match member {
            Only::Absent => Only::Once(json),
            Only::Once(_) | Only::Repeated => Only::Repeated,
        };
    }
}

/// The JSON text of a member that must not be repeated, because parsers differ on which of the two
/// they keep.
#[derive(Default)]
pub(crate) enum Only<'p> {
    #[default]
    Absent,
    Once(&'p str),
    Repeated,
}

impl<'p> Only<'p> {
    /// The string, unless it is absent, repeated or something else.
    pub(crate) fn string(&self) -> Option<Cow<'p, str>> {
        let Self::Once(json) = self else { return None };
        JsonString::from_json(json)?.decode().ok()
    }
}

/// Reads an object. Calls `each` with the name and the JSON text of its members.
pub(crate) fn read<'p, B: Builder<'p>>(
    text: &'p str,
    builder: &mut B,
    mut each: impl FnMut(&str, &'p str),
) -> Result<(B::Object, Identity<'p>), ReadError<B::Error>> {
    let mut identity = Identity::default();
    let object = Reader::read_object(text, builder, |name, json| {
        let name = name.decode().map_err(|_| Fault::Syntax)?;
        identity.add(&name, json);
        each(&name, json);
        Ok(())
    })?;
    Ok((object, identity))
}

pub(crate) fn to_text(payload: &[u8]) -> Result<&str, PayloadFault> {
    core::str::from_utf8(payload).map_err(|_| PayloadFault::NotAnObject)
}

/// The range of `text` that `part`, a slice of it, covers.
fn range_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    start..start.saturating_add(part.len())
}

impl ReadError<Infallible> {
    fn into_fault(self) -> PayloadFault {
        match self {
            Self::Payload(fault) => fault,
            Self::Builder(never) => match never {},
        }
    }
}
