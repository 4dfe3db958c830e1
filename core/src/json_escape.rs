//! The escapes in the strings of JSON (RFC 8259, section 7).

use alloc::vec::Vec;

/// What an escape stands for.
pub(crate) enum Escaped {
    Char(char),
    /// Half a surrogate pair, without its other half.
    #[cfg_attr(not(feature = "event"), allow(dead_code))] // only events have use for it
    HalfPair(u16),
}

/// Reads the escape at the start of `text`, and returns what follows. `None` if there is none.
pub(crate) fn read(text: &[u8]) -> Option<(Escaped, &[u8])> {
    let [b'\\', kind, rest @ ..] = text else { return None };
    let character = match kind {
        b'b' => '\x08',
        b'f' => '\x0c',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'"' | b'\\' | b'/' => char::from(*kind),
        _ => return read_unicode(text),
    };
    Some((Escaped::Char(character), rest))
}

/// Like [`read`], but only for `\u`. Two of them that are a surrogate pair are one character.
pub(crate) fn read_unicode(text: &[u8]) -> Option<(Escaped, &[u8])> {
    let (unit, rest) = code_unit(text)?;
    if let Some(character) = char::from_u32(u32::from(unit)) {
        return Some((Escaped::Char(character), rest));
    }
    let pair = code_unit(rest).and_then(|(low, rest)| {
        let character = char::decode_utf16([unit, low]).next()?.ok()?;
        Some((Escaped::Char(character), rest))
    });
    pair.or(Some((Escaped::HalfPair(unit), rest)))
}

fn code_unit(text: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, rest) = text.strip_prefix(br"\u")?.split_first_chunk::<4>()?;
    let mut bytes = [0; 2];
    hex::decode_to_slice(digits, &mut bytes).ok()?;
    Some((u16::from_be_bytes(bytes), rest))
}

pub(crate) fn push_char(character: char, out: &mut Vec<u8>) {
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}
