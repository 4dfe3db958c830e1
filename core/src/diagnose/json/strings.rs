//! The escapes in the strings of a JSON text.

use alloc::vec::Vec;
use core::str;

use crate::json_escape::{self, Escaped, push_char};

/// Which escapes are changed.
#[derive(Clone, Copy, Default)]
pub(in crate::diagnose) struct Strings {
    /// `\u00e9` becomes `é`.
    pub(in crate::diagnose) unescape_non_ascii: bool,
    /// `\u003c` becomes `<`. The signs U+2028 and U+2029 are escaped for the same reason.
    pub(in crate::diagnose) unescape_ascii: bool,
    /// `\/` becomes `/`.
    pub(in crate::diagnose) unescape_slashes: bool,
    /// `é` becomes an escape with these hex digits.
    pub(in crate::diagnose) escape_non_ascii: Option<&'static [u8; 16]>,
}

impl Strings {
    pub(in crate::diagnose) const AS_THEY_ARE: Self = Self {
        unescape_non_ascii: false,
        unescape_ascii: false,
        unescape_slashes: false,
        escape_non_ascii: None,
    };
    /// As `JSON.stringify` writes them.
    pub(in crate::diagnose) const UNESCAPED: Self = Self {
        unescape_non_ascii: true,
        unescape_ascii: true,
        unescape_slashes: true,
        escape_non_ascii: None,
    };

    /// Writes a string without its quotes to `out`.
    pub(super) fn write(self, body: &[u8], out: &mut Vec<u8>) {
        let mut rest = body;
        loop {
            let plain_len = match self.escape_non_ascii {
                None => memchr::memchr(b'\\', rest),
                Some(_) => rest.iter().position(|&byte| byte == b'\\' || !byte.is_ascii()),
            };
            let Some((plain, special)) = plain_len.and_then(|len| rest.split_at_checked(len))
            else {
                out.extend_from_slice(rest);
                return;
            };
            out.extend_from_slice(plain);
            rest = if special.first() == Some(&b'\\') {
                self.write_escape(special, out)
            } else {
                self.write_character(special, out)
            };
        }
    }

    /// Writes the escape at the start of `text` and returns what follows it.
    fn write_escape<'t>(self, text: &'t [u8], out: &mut Vec<u8>) -> &'t [u8] {
        if self.unescape_slashes && text.starts_with(br"\/") {
            out.push(b'/');
            return text.get(2..).unwrap_or_default();
        }
        if let Some((character, rest)) = unicode_escape(text) {
            let is_asked_for = match character {
                '"' | '\\' if self.unescape_ascii => {
                    out.push(b'\\');
                    true
                }
                '\u{20}'..='\u{7f}' => self.unescape_ascii,
                '\u{2028}' | '\u{2029}' => self.unescape_ascii || self.unescape_non_ascii,
                _ => self.unescape_non_ascii && !character.is_ascii(),
            };
            if is_asked_for {
                push_char(character, out);
                return rest;
            }
        }
        let (escape, rest) = text.split_at_checked(2).unwrap_or((text, &[]));
        out.extend_from_slice(escape);
        rest
    }

    /// Writes the character beyond ASCII at the start of `text` and returns what follows it.
    fn write_character<'t>(self, text: &'t [u8], out: &mut Vec<u8>) -> &'t [u8] {
        let first = text.get(..text.len().min(4)).unwrap_or_default();
        let valid = match str::from_utf8(first) {
            Ok(valid) => valid,
            Err(error) => str::from_utf8(first.get(..error.valid_up_to()).unwrap_or_default())
                .unwrap_or_default(),
        };
        let (Some(character), Some(digits)) = (valid.chars().next(), self.escape_non_ascii) else {
            let (byte, rest) = text.split_at_checked(1).unwrap_or((text, &[]));
            out.extend_from_slice(byte);
            return rest;
        };
        for unit in character.encode_utf16(&mut [0; 2]) {
            out.extend_from_slice(br"\u");
            for shift in [12, 8, 4, 0] {
                out.extend(digits.get(usize::from(*unit >> shift & 15)));
            }
        }
        text.get(character.len_utf8()..).unwrap_or_default()
    }
}

/// Undoes every escape of a JSON string. `None` if one is invalid.
pub(in crate::diagnose) fn unescape(body: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut rest = body;
    while let Some((plain, special)) =
        memchr::memchr(b'\\', rest).and_then(|len| rest.split_at_checked(len))
    {
        out.extend_from_slice(plain);
        let (Escaped::Char(character), after) = json_escape::read(special)? else { return None };
        push_char(character, out);
        rest = after;
    }
    out.extend_from_slice(rest);
    Some(())
}

/// The character of the `\u` escape, or of the two, at the start of `text`, and what follows.
pub(in crate::diagnose) fn unicode_escape(text: &[u8]) -> Option<(char, &[u8])> {
    match json_escape::read_unicode(text)? {
        (Escaped::Char(character), rest) => Some((character, rest)),
        (Escaped::HalfPair(_), _) => None,
    }
}
