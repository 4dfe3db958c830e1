//! Makes deliveries from recipes. A recipe describes how to make a delivery, so that genuine
//! signatures occur; no mutation of bytes would ever produce one. `corpus.py` converts the vectors
//! to recipes.

use std::collections::BTreeMap;

use hookseal_model::{Delivery, Tolerance, signature};

use crate::reader::Reader;

/// Reads secrets, tolerance, clock, header (a template that ends at a newline) and payload (the
/// rest).
pub fn delivery(input: &mut Reader<'_>) -> Delivery {
    let secrets = secrets(input);
    let tolerance = tolerance(input);
    let (clock, offset) = (input.byte(), input.integer());
    let template = template(input);
    let payload = input.rest().to_vec();

    let timestamp = template.as_deref().map(timestamp_of).unwrap_or_default();
    let now_ms = now(clock, offset, timestamp.parse().unwrap_or(0), tolerance);
    let header = template.map(|template| expand(&template, &secrets, &payload));
    Delivery { secrets, tolerance, header, now_ms, payload }
}

pub fn secrets(input: &mut Reader<'_>) -> Vec<Vec<u8>> {
    (0..input.byte() % 20).map(|_| input.chunk().to_vec()).collect()
}

/// Whole milliseconds, because no rule says how to round half of one.
fn tolerance(input: &mut Reader<'_>) -> Tolerance {
    #[allow(clippy::cast_precision_loss)] // a number that loses precision is out of range anyway
    match input.byte() % 6 {
        0 => Tolerance::Default,
        1 => Tolerance::Off,
        2 => Tolerance::Seconds(input.integer() as f64 / 1000.0),
        3 => Tolerance::Seconds(f64::from(input.byte())),
        4 => Tolerance::Seconds(f64::NAN),
        _ => Tolerance::Seconds(f64::INFINITY.copysign(input.byte().cast_signed().into())),
    }
}

/// A time close to a bound, or any time.
fn now(clock: u8, offset: i64, timestamp: i64, tolerance: Tolerance) -> i64 {
    #[allow(clippy::cast_possible_truncation)] // any number will do
    let bound = match tolerance {
        Tolerance::Seconds(seconds) => (seconds * 1000.0) as i64,
        Tolerance::Default | Tolerance::Off => 180_000,
    };
    let near = offset % 4;
    match clock % 4 {
        0 => offset,
        1 => timestamp.saturating_add(bound).saturating_add(near),
        2 => timestamp.saturating_sub(bound).saturating_add(near),
        _ => timestamp.saturating_add(offset % 100_000),
    }
}

/// A line that begins with a zero byte means an absent header.
pub fn template(input: &mut Reader<'_>) -> Option<Vec<u8>> {
    let line = input.line();
    (line.first() != Some(&0)).then(|| line.to_vec())
}

/// The first `t` of a header, or an empty string.
#[must_use]
pub fn timestamp_of(header: &[u8]) -> String {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let elements = header.split(|&byte| byte == b',').map(|element| {
        let start = element.iter().take_while(|byte| is_blank(byte)).count();
        let end = element.iter().rev().take_while(|byte| is_blank(byte)).count();
        element.get(start..element.len() - end).unwrap_or_default()
    });
    let mut timestamps = elements.filter_map(|element| element.strip_prefix(b"t="));
    String::from_utf8_lossy(timestamps.next().unwrap_or_default()).into_owned()
}

/// Makes a header from a template. ASCII bytes stand for themselves. Other bytes stand for a
/// signature of the payload: genuine, changed or cut. The low digit chooses the secret or the place
/// of the change.
#[must_use]
pub fn expand(template: &[u8], secrets: &[Vec<u8>], payload: &[u8]) -> Vec<u8> {
    let timestamp = timestamp_of(template);
    let mut cache = BTreeMap::new();
    let mut genuine = |which: usize| -> String {
        let which = which % secrets.len().max(1);
        let secret = secrets.get(which).map_or(&[][..], Vec::as_slice);
        cache.entry(which).or_insert_with(|| signature(secret, &timestamp, payload)).clone()
    };
    let mut header = Vec::new();
    let mut bytes = template.iter().copied();
    while let Some(byte) = bytes.next() {
        let low = usize::from(byte & 15);
        match byte >> 4 {
            0x0..=0x7 => header.push(byte),
            0x8 => header.extend(genuine(low).bytes()),
            0x9 => header.extend(genuine(low).to_uppercase().bytes()),
            0xa => {
                let mut changed = genuine(0).into_bytes();
                changed[low * 4] ^= 1; // another digit, or a letter that is not a digit
                header.extend(changed);
            }
            0xb => {
                let twice = genuine(0).repeat(2);
                header.extend(twice.bytes().take(56 + low));
            }
            0xc => header.extend([b'0'; 64]),
            // The next two make long headers and many signatures from few bytes.
            0xd => header.resize(header.len() + (1 << (low % 13)), bytes.next().unwrap_or(b' ')),
            0xe => (0..=low).for_each(|i| header.extend(format!("v1={i:064x},").bytes())),
            0xf if low == 1 => header.push(b'\n'), // a plain newline would end the template
            _ => header.extend(bytes.next()),
        }
    }
    header
}
