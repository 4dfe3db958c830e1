//! A payload that is a JSON object: an event or an action. Only its members' places are kept.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::PayloadFault;

/// JSON parsers differ in how deep they can nest before they fail or overflow their stack. This
/// limit holds in every language; it is also `serde_json`'s own.
const MAX_DEPTH: usize = 128;

/// A JSON object and the text that it was read from.
#[derive(Clone)]
pub(crate) struct Envelope<'p> {
    payload: Cow<'p, str>,
    members: Vec<Member>,
}

/// A member's name, and where in the payload its JSON value is.
type Member = (String, Range<usize>);

impl<'p> Envelope<'p> {
    pub(crate) fn parse(payload: &'p [u8]) -> Result<Self, PayloadFault> {
        if is_too_deep(payload) {
            return Err(PayloadFault::TooDeep);
        }
        let text = core::str::from_utf8(payload).map_err(|_| PayloadFault::NotAnObject)?;
        let Members(values) = serde_json::from_str(text).map_err(|_| PayloadFault::NotAnObject)?;
        Ok(Self {
            members: values
                .into_iter()
                .map(|(name, value)| (name, range_in(text, value.get())))
                .collect(),
            payload: Cow::Borrowed(text),
        })
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

    /// The string with this name. A repeated name is refused, because parsers differ on which of
    /// the two they keep.
    pub(crate) fn only_string(&self, name: &str) -> Option<String> {
        let mut named = self.members().filter(|(member, _)| *member == name);
        match (named.next(), named.next()) {
            (Some((_, json)), None) => serde_json::from_str(json).ok(),
            _ => None,
        }
    }

    pub(crate) fn into_owned(self) -> Envelope<'static> {
        Envelope { payload: Cow::Owned(self.payload.into_owned()), members: self.members }
    }
}

/// The range of `text` that `part`, a slice of it, covers.
fn range_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    start..start.saturating_add(part.len())
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
