//! The strings of JSON.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

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
        let mut rest = self.raw;
        while let Some((before, escape)) = rest.split_once('\\') {
            decoded.extend_from_slice(before.as_bytes());
            rest = decode_escape(escape, &mut decoded);
        }
        decoded.extend_from_slice(rest.as_bytes());
        decoded
    }
}

/// Appends what an escape stands for, which follows its backslash, and returns the rest.
fn decode_escape<'p>(escape: &'p str, decoded: &mut Vec<u8>) -> &'p str {
    let mut rest = escape.chars();
    let simple = match rest.next().unwrap_or_default() {
        'b' => b'\x08',
        'f' => b'\x0c',
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'u' => return decode_unicode(rest.as_str(), decoded),
        verbatim => u8::try_from(verbatim).unwrap_or_default(), // a quote, a slash or a backslash
    };
    decoded.push(simple);
    rest.as_str()
}

/// Appends the code point of `\u`, whose four hex digits `digits` begins with. The halves of a pair
/// are joined if the second follows the first at once.
fn decode_unicode<'p>(digits: &'p str, decoded: &mut Vec<u8>) -> &'p str {
    let (unit, rest) = code_unit(digits);
    let second = rest.strip_prefix("\\u").map(code_unit);
    match second {
        Some((low, rest)) if is_high(unit) && is_low(low) => {
            let code = 0x1_0000 + ((u32::from(unit) & 0x3FF) << 10) + (u32::from(low) & 0x3FF);
            push(decoded, char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            rest
        }
        _ => {
            match char::from_u32(u32::from(unit)) {
                Some(char) => push(decoded, char),
                None => decoded.extend(half_pair(unit)),
            }
            rest
        }
    }
}

fn code_unit(digits: &str) -> (u16, &str) {
    let (digits, rest) = digits.split_at_checked(4).unwrap_or((digits, ""));
    (u16::from_str_radix(digits, 16).unwrap_or_default(), rest)
}

fn is_high(unit: u16) -> bool {
    (0xD800..0xDC00).contains(&unit)
}

fn is_low(unit: u16) -> bool {
    (0xDC00..0xE000).contains(&unit)
}

fn push(decoded: &mut Vec<u8>, char: char) {
    decoded.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
}

/// A code point of three bytes, as UTF-8 would encode it.
fn half_pair(unit: u16) -> [u8; 3] {
    let [high, low] = unit.to_be_bytes();
    [0xE0 | (high >> 4), 0x80 | ((high & 0xF) << 2) | (low >> 6), 0x80 | (low & 0x3F)]
}
