//! Undoes a conversion between character encodings.

use alloc::vec::Vec;
use core::str;

use crate::json_escape::push_char;

/// What Windows-1252 has in place of the control characters 0x80 to 0x9f of Latin-1. It leaves five
/// of them unused, which are kept.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// An encoding with a byte for each character.
#[derive(Clone, Copy)]
pub(super) enum Charset {
    Latin1,
    Windows1252,
}

impl Charset {
    fn decode(self, byte: u8) -> char {
        match (self, usize::from(byte).checked_sub(0x80)) {
            (Self::Windows1252, Some(at)) => WINDOWS_1252.get(at).copied().unwrap_or(byte.into()),
            _ => byte.into(),
        }
    }

    fn encode(self, character: char) -> Option<u8> {
        if let Self::Windows1252 = self {
            if let Some(at) = WINDOWS_1252.iter().position(|&other| other == character) {
                return Some(0x80 + u8::try_from(at).ok()?);
            }
        }
        u8::try_from(u32::from(character)).ok()
    }
}

/// Undoes that UTF-8 was read as `charset` and encoded as UTF-8 again. Only if that gives UTF-8.
pub(super) fn undo_mojibake(payload: &[u8], charset: Charset, out: &mut Vec<u8>) -> bool {
    let Ok(text) = str::from_utf8(payload) else { return false };
    out.reserve(text.len());
    for character in text.chars() {
        let Some(byte) = charset.encode(character) else { return false };
        out.push(byte);
    }
    str::from_utf8(out).is_ok()
}

/// Converts text in `charset` to UTF-8.
pub(super) fn to_utf8(payload: &[u8], charset: Charset, out: &mut Vec<u8>) -> bool {
    out.reserve(payload.len());
    for &byte in payload {
        push_char(charset.decode(byte), out);
    }
    true
}

/// Converts UTF-16 of either byte order to UTF-8, without a byte order mark.
pub(super) fn from_utf16(payload: &[u8], out: &mut Vec<u8>) -> bool {
    let (text, read): (_, fn([u8; 2]) -> u16) = match payload {
        [0xff, 0xfe, text @ ..] => (text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => (text, u16::from_be_bytes),
        [_, 0, ..] => (payload, u16::from_le_bytes),
        [0, _, ..] => (payload, u16::from_be_bytes),
        _ => return false,
    };
    if text.len() % 2 != 0 {
        return false;
    }
    let units = text.chunks_exact(2).map(|pair| match *pair {
        [first, second] => read([first, second]),
        _ => 0, // cannot be: the chunks are exact
    });
    for character in char::decode_utf16(units) {
        let Ok(character) = character else { return false };
        push_char(character, out);
    }
    true
}
