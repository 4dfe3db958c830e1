//! Takes a body out of a string, or out of the object around it.

use alloc::vec::Vec;

use super::percent::hex_pair;
use crate::diagnose::json::{members, unescape};
use crate::diagnose::outline::could_be_body;

/// The body in the object `json`: the `nth` member with a name that is usual for it.
pub(super) fn unwrap(json: &[u8], nth: usize, out: &mut Vec<u8>) -> bool {
    let Some(members) = members(json) else { return false };
    let mut bodies = members.iter().filter(|member| {
        could_be_body(member.name, member.value.first().copied().unwrap_or_default())
    });
    match bodies.nth(nth).map(|member| member.value) {
        Some([b'"', body @ .., b'"']) => unescape(body, out).is_some(),
        Some(value @ [b'{' | b'[', ..]) => {
            out.extend_from_slice(value);
            true
        }
        _ => false,
    }
}

/// The text of a JSON string, with its quotes or without.
pub(super) fn unescape_json(payload: &[u8], out: &mut Vec<u8>) -> bool {
    match payload.trim_ascii() {
        [b'"', body @ .., b'"'] | body @ [b'{', b'\\', ..] => unescape(body, out).is_some(),
        _ => false,
    }
}

/// The bytes in Python's notation of them: `b'...'`.
pub(super) fn from_python(payload: &[u8], out: &mut Vec<u8>) -> bool {
    let ([b'b', b'\'', body @ .., b'\''] | [b'b', b'"', body @ .., b'"']) = payload.trim_ascii()
    else {
        return false;
    };
    let mut rest = body;
    while let Some((plain, escape)) =
        memchr::memchr(b'\\', rest).and_then(|at| rest.split_at_checked(at))
    {
        out.extend_from_slice(plain);
        let (byte, len) = match *escape {
            [_, b'x', high, low, ..] => (hex_pair(high, low), 4),
            [_, b'n', ..] => (Some(b'\n'), 2),
            [_, b'r', ..] => (Some(b'\r'), 2),
            [_, b't', ..] => (Some(b'\t'), 2),
            [_, other @ (b'\\' | b'\'' | b'"'), ..] => (Some(other), 2),
            _ => (None, 0),
        };
        let (Some(byte), Some(tail)) = (byte, escape.get(len..)) else { return false };
        out.push(byte);
        rest = tail;
    }
    out.extend_from_slice(rest);
    true
}
