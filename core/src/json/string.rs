//! The strings of JSON.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::json_escape::{self, Escaped, push_char};

/// A string as it is written in JSON, between its quotes. Its escapes have been checked.
#[derive(Clone, Copy, Debug)]
pub struct JsonString<'p> {
    raw: &'p str,
    escaped: bool,
}

/// Half a surrogate pair, which has no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfPair;

impl<'p> JsonString<'p> {
    pub(super) fn new(raw: &'p str, escaped: bool) -> Self {
        Self { raw, escaped }
    }

    /// A string with its quotes. `None` if this JSON is something else.
    pub(crate) fn from_json(json: &'p str) -> Option<Self> {
        let raw = json.strip_prefix('"')?.strip_suffix('"')?;
        Some(Self::new(raw, raw.contains('\\')))
    }

    /// The string, if it has no escapes and so is written as it is.
    #[must_use]
    pub fn verbatim(&self) -> Option<&'p str> {
        (!self.escaped).then_some(self.raw)
    }

    /// The string, with its escapes replaced.
    ///
    /// # Errors
    ///
    /// [`HalfPair`], if an escape is half a surrogate pair.
    pub fn decode(&self) -> Result<Cow<'p, str>, HalfPair> {
        match self.verbatim() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => String::from_utf8(self.to_wtf8()).map(Cow::Owned).map_err(|_| HalfPair),
        }
    }

    /// The string in UTF-8, in which half a surrogate pair is encoded like any other code point. For
    /// languages whose strings may have one.
    #[must_use]
    pub fn to_wtf8(&self) -> Vec<u8> {
        let mut decoded = Vec::with_capacity(self.raw.len());
        let mut rest = self.raw.as_bytes();
        while let Some((plain, escape)) =
            memchr::memchr(b'\\', rest).and_then(|at| rest.split_at_checked(at))
        {
            decoded.extend_from_slice(plain);
            // They have been checked, so none is left over.
            let Some((escaped, after)) = json_escape::read(escape) else { break };
            match escaped {
                Escaped::Char(character) => push_char(character, &mut decoded),
                Escaped::HalfPair(unit) => decoded.extend(half_pair(unit)),
            }
            rest = after;
        }
        decoded.extend_from_slice(rest);
        decoded
    }
}

/// A code point of three bytes, as UTF-8 would encode it.
fn half_pair(unit: u16) -> [u8; 3] {
    let [high, low] = unit.to_be_bytes();
    [0xE0 | (high >> 4), 0x80 | ((high & 0xF) << 2) | (low >> 6), 0x80 | (low & 0x3F)]
}
