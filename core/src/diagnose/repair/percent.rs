//! Percent-encoding, and that of forms.

use alloc::vec::Vec;

/// Decodes `%7B`. False if that changes nothing.
pub(super) fn decode(payload: &[u8], out: &mut Vec<u8>) -> bool {
    decode_text(payload, false, out)
}

/// Decodes a form, of which the body is the only name or the first value.
pub(super) fn decode_form(payload: &[u8], take_value: bool, out: &mut Vec<u8>) -> bool {
    let pair = memchr::memchr(b'&', payload).and_then(|end| payload.get(..end)).unwrap_or(payload);
    let equals = memchr::memchr(b'=', pair).and_then(|at| pair.split_at_checked(at));
    match equals {
        Some((_, value)) if take_value => {
            decode_text(value.get(1..).unwrap_or_default(), true, out);
            true
        }
        Some((name, b"=")) => {
            decode_text(name, true, out);
            true
        }
        None if !take_value => decode_text(pair, true, out),
        _ => false,
    }
}

fn decode_text(text: &[u8], plus_is_blank: bool, out: &mut Vec<u8>) -> bool {
    let mut changed = false;
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = match rest {
            [b'%', high, low, ..] => hex_pair(*high, *low),
            _ => None,
        };
        rest = tail;
        if let Some(byte) = escaped {
            out.push(byte);
            rest = rest.get(2..).unwrap_or_default();
            changed = true;
        } else if first == b'+' && plus_is_blank {
            out.push(b' ');
            changed = true;
        } else {
            out.push(first);
        }
    }
    changed
}

/// The byte of two hex digits.
pub(in crate::diagnose) fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let mut byte = [0];
    hex::decode_to_slice([high, low], &mut byte).ok()?;
    Some(byte[0])
}
