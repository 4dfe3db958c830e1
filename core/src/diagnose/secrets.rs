//! What may have happened to a secret, and how to undo it.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::{FindingCode, base64};
use crate::secret::Key;

const PREFIX: &[u8] = b"whsec_";

/// A secret that may have signed the delivery.
pub(super) struct Candidate {
    pub(super) key: Key,
    /// What must have happened to the secret for the given one to come of it.
    pub(super) accidents: Vec<FindingCode>,
    /// The index of the given secret.
    pub(super) index: usize,
}

type Text = Zeroizing<Vec<u8>>;

/// Every secret that the given ones may have been, those with the fewest accidents first.
pub(super) fn candidates(secrets: &[&[u8]]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (index, &secret) in secrets.iter().enumerate() {
        let mut add = |text: &[u8], accidents: &[FindingCode]| {
            if !text.is_empty() {
                let accidents = accidents.to_vec();
                candidates.push(Candidate { key: Key::new(text), accidents, index });
            }
        };
        add(secret, &[]);
        for (first, text) in repairs(secret) {
            add(&text, &[first]);
            for (second, text) in repairs(&text) {
                // Other pairs make no sense.
                if first != second && (is_around(first) || is_around(second)) {
                    add(&text, &[first, second]);
                }
            }
        }
    }
    candidates.sort_by_key(|candidate| candidate.accidents.len());
    candidates
}

fn is_around(code: FindingCode) -> bool {
    matches!(code, FindingCode::SecretWhitespace | FindingCode::SecretQuoted)
}

/// What `secret` may have been before a single accident.
fn repairs(secret: &[u8]) -> Vec<(FindingCode, Text)> {
    let mut repairs = Vec::new();
    let mut add = |code, parts: &[&[u8]]| {
        let mut text = Zeroizing::new(Vec::with_capacity(parts.iter().map(|p| p.len()).sum()));
        for part in parts {
            text.extend_from_slice(part);
        }
        repairs.push((code, text));
    };
    if let Some(trimmed) = trim(secret) {
        add(FindingCode::SecretWhitespace, &[trimmed]);
    }
    if let Some(bare) = unquote(secret) {
        add(FindingCode::SecretQuoted, &[bare]);
    }
    let unprefixed = secret.strip_prefix(PREFIX);
    match unprefixed {
        Some(rest) => add(FindingCode::SecretPrefixDoubled, &[rest]),
        None => add(FindingCode::SecretPrefixMissing, &[PREFIX, secret]),
    }
    for text in [Some(secret), unprefixed].into_iter().flatten() {
        if let Some(decoded) = base64::decode(text) {
            add(FindingCode::SecretBase64Encoded, &[&decoded]);
        }
    }
    let padded = base64::encode(secret);
    let mut unpadded = padded.as_slice();
    while let [rest @ .., b'='] = unpadded {
        unpadded = rest;
    }
    let hex = Zeroizing::new(hex::encode(secret));
    for (code, text) in [
        (FindingCode::SecretBase64Decoded, padded.as_slice()),
        (FindingCode::SecretBase64Decoded, unpadded),
        (FindingCode::SecretHexDecoded, hex.as_bytes()),
    ] {
        add(code, &[PREFIX, text]);
        add(code, &[text]);
    }
    repairs
}

/// Without the white space around it, if it has some.
pub(super) fn trim(secret: &[u8]) -> Option<&[u8]> {
    let trimmed = match core::str::from_utf8(secret) {
        Ok(text) => text.trim_matches(crate::secret::is_blank).as_bytes(),
        Err(_) => secret.trim_ascii(),
    };
    (trimmed.len() < secret.len()).then_some(trimmed)
}

/// Without the quotes around it, escaped or not, if it has one at either end.
pub(super) fn unquote(secret: &[u8]) -> Option<&[u8]> {
    let is_quote = |byte: &u8| b"'\"`\\".contains(byte);
    let mut bare = secret;
    while let [first, rest @ ..] = bare {
        if !is_quote(first) {
            break;
        }
        bare = rest;
    }
    while let [rest @ .., last] = bare {
        if !is_quote(last) {
            break;
        }
        bare = rest;
    }
    (bare.len() < secret.len()).then_some(bare)
}
