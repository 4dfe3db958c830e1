//! What may have happened to the signature header, and how to undo it.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::{FindingCode, base64};
use crate::header;
use crate::header::{
    DIGEST_LEN, HEADER_NAME, MAX_HEADER_LEN, SignatureHeader, Signatures, Timestamp,
};

/// How many signature headers in one value are looked at.
const MAX_JOINED: usize = 8;

/// A way to read the header: whose timestamp, and which signatures.
pub(super) struct Reading {
    /// The digits of the timestamp, which were signed.
    pub(super) digits: Vec<u8>,
    /// The time, in milliseconds since the Unix epoch.
    pub(super) ms: i64,
    pub(super) signatures: Signatures,
    /// What must have happened to the header for the given one to come of it.
    pub(super) accidents: Vec<FindingCode>,
}

impl Reading {
    pub(super) fn timestamp(&self) -> Timestamp<'_> {
        Timestamp { digits: &self.digits, ms: self.ms }
    }
}

/// Every way to read the header, those with the fewest accidents first.
pub(super) fn readings(value: &[u8]) -> Vec<Reading> {
    let mut readings = Vec::new();
    // Quotes and the like make it longer, but not much.
    if value.len() > 2 * MAX_HEADER_LEN {
        return readings;
    }
    read(value, &[], &mut readings);
    for (first, text) in repairs(value) {
        read(&text, &[first], &mut readings);
        for (second, text) in repairs(&text) {
            if first != second {
                read(&text, &[first, second], &mut readings);
            }
        }
    }
    readings.retain(|reading| reading.accidents.len() <= 2);
    readings.sort_by_key(|reading| reading.accidents.len());
    readings
}

/// Adds the readings of a text whose quotes, name and the like are undone.
fn read(text: &[u8], accidents: &[FindingCode], readings: &mut Vec<Reading>) {
    let mut add = |digits: &[u8], ms, signatures, more: Option<FindingCode>| {
        let accidents = accidents.iter().copied().chain(more).collect();
        readings.push(Reading { digits: digits.to_vec(), ms, signatures, accidents });
    };
    if let Some((timestamp, signatures)) = parse(text) {
        if is_seconds(timestamp) {
            // The sender may have signed the milliseconds. Those that are lost are often zero.
            let digits = [timestamp.digits, b"000"].concat();
            let (ms, code) = (timestamp.ms * 1000, FindingCode::HeaderTimestampSeconds);
            add(&digits, ms, signatures.clone(), Some(code));
        }
        add(timestamp.digits, timestamp.ms, signatures, None);
        return;
    }
    for part in split(text) {
        if let Some((timestamp, signatures)) = parse(part) {
            add(timestamp.digits, timestamp.ms, signatures, Some(FindingCode::HeaderJoined));
        }
    }
    if let Some(hex) = base64_to_hex(text) {
        if let Some((timestamp, signatures)) = parse(&hex) {
            let code = FindingCode::HeaderSignatureBase64;
            add(timestamp.digits, timestamp.ms, signatures, Some(code));
        }
    }
}

pub(super) fn parse(text: &[u8]) -> Option<(Timestamp<'_>, Signatures)> {
    let mut signatures = Signatures::default();
    let timestamp = header::parse(SignatureHeader::from(text), &mut signatures).ok()?;
    Some((timestamp, signatures))
}

/// Ten digits of seconds are the years 2001 to 2286; in milliseconds they are January to April 1970.
pub(super) fn is_seconds(timestamp: Timestamp<'_>) -> bool {
    timestamp.digits.len() == 10
}

/// What the header may have been before a single accident.
pub(super) fn repairs(value: &[u8]) -> Vec<(FindingCode, Cow<'_, [u8]>)> {
    let mut repairs = Vec::new();
    if let Some(rest) = without_name(value) {
        repairs.push((FindingCode::HeaderNameInValue, Cow::Borrowed(rest)));
    }
    if let Some(bare) = unquote(value) {
        repairs.push((FindingCode::HeaderQuoted, Cow::Owned(bare)));
    }
    repairs
}

/// What follows the header's name and a colon or equals sign.
fn without_name(value: &[u8]) -> Option<&[u8]> {
    let (name, rest) = value.trim_ascii_start().split_at_checked(HEADER_NAME.len())?;
    if !name.eq_ignore_ascii_case(HEADER_NAME.as_bytes()) {
        return None;
    }
    match rest.trim_ascii_start() {
        [b':' | b'=', rest @ ..] => Some(rest.trim_ascii()),
        _ => None,
    }
}

/// Without quotes, brackets, backslashes and line breaks anywhere, and without percent-encoding.
/// None of them is part of a header's value.
fn unquote(value: &[u8]) -> Option<Vec<u8>> {
    let mut bare = Vec::with_capacity(value.len());
    let mut rest =
        value.strip_prefix(b"b'").or_else(|| value.strip_prefix(b"b\"")).unwrap_or(value);
    while let [first, tail @ ..] = rest {
        rest = tail;
        match *first {
            b'"' | b'\'' | b'`' | b'[' | b']' | b'(' | b')' | b'{' | b'}' => {}
            b'\\' => {
                // An escaped line break, or `=` as Go and .NET write it.
                if let [b'n' | b'r' | b't', tail @ ..] = rest {
                    bare.push(b',');
                    rest = tail;
                } else if let Some(tail) = rest.strip_prefix(b"u003d") {
                    bare.push(b'=');
                    rest = tail;
                } else if let Some(tail) = rest.strip_prefix(b"u003D") {
                    bare.push(b'=');
                    rest = tail;
                }
            }
            b'\n' | b'\r' => bare.push(b','), // an empty element means nothing
            b'%' => match rest {
                [high, low, tail @ ..] => {
                    bare.extend(super::repair::hex_pair(*high, *low));
                    rest = tail;
                }
                _ => return None,
            },
            byte => bare.push(byte),
        }
    }
    (bare != value).then_some(bare)
}

/// Each signature header in the value: a new one begins at each `t=`.
pub(super) fn split(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = value;
    core::iter::from_fn(move || {
        let next = next_timestamp(rest).unwrap_or(rest.len());
        let (part, tail) = rest.split_at_checked(next)?;
        rest = tail;
        (!part.is_empty()).then_some(part)
    })
    .take(MAX_JOINED)
}

/// Where the second `t=` at the start of an element is.
fn next_timestamp(value: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(comma) = memchr::memchr(b',', value.get(at..)?) {
        at += comma + 1;
        let element = value.get(at..)?;
        if element.trim_ascii_start().starts_with(b"t=") {
            return Some(at);
        }
    }
    None
}

/// The header with each signature that is in base64 written in hex. `None` if there is none.
pub(super) fn base64_to_hex(value: &[u8]) -> Option<Vec<u8>> {
    let mut hex = Vec::with_capacity(2 * value.len());
    let mut found = false;
    for element in value.split(|&byte| byte == b',') {
        if !hex.is_empty() {
            hex.push(b',');
        }
        let digits = element.trim_ascii().strip_prefix(b"v1=");
        match digits.and_then(base64::decode).filter(|digest| digest.len() == DIGEST_LEN) {
            Some(digest) => {
                hex.extend_from_slice(b"v1=");
                hex.extend_from_slice(hex::encode(&digest).as_bytes());
                found = true;
            }
            None => hex.extend_from_slice(element),
        }
    }
    found.then_some(hex)
}
