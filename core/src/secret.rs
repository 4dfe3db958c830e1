//! A secret, checked and turned at once into HMAC state; its bytes are not kept.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroize;

use crate::error::SecretFault;
use crate::header::Signatures;

/// HMAC-SHA256 (RFC 2104) with its key absorbed. A clone starts a new message; dropping wipes it.
#[derive(Clone)]
pub(crate) struct Key(Hmac<Sha256>);

impl Key {
    /// Any byte string is an HMAC key; [`check`] says which ones are accepted as a secret.
    pub(crate) fn new(secret: &[u8]) -> Self {
        match Hmac::new_from_slice(secret) {
            Ok(mac) => Self(mac),
            Err(_) => unreachable!("HMAC takes a key of any length (RFC 2104, section 3)"),
        }
    }

    /// Starts the MAC of a delivery: the header's `t` exactly as received, then a full stop.
    pub(crate) fn begin(&self, timestamp_digits: &[u8]) -> Mac256 {
        let mut mac = Mac256(self.0.clone());
        mac.0.update(timestamp_digits);
        mac.0.update(b".");
        mac
    }
}

/// The MAC of one delivery under one secret, part way through.
#[derive(Clone)]
pub(crate) struct Mac256(Hmac<Sha256>);

impl Mac256 {
    pub(crate) fn update(&mut self, chunk: &[u8]) {
        self.0.update(chunk);
    }

    pub(crate) fn into_hex(self) -> String {
        hex::encode(self.0.finalize().into_bytes())
    }

    /// Whether any `v1` of the header is this MAC. Every one is compared, in constant time.
    pub(crate) fn matches(self, signatures: &Signatures) -> bool {
        let mut expected = self.0.finalize().into_bytes();
        let matched = signatures
            .iter()
            .fold(Choice::from(0), |matched, signature| matched | expected.ct_eq(signature));
        expected.as_mut_slice().zeroize();
        matched.into()
    }
}

/// Why `secret` may not be used, if it may not. White space at an end is never meant: it is the
/// stray newline, blank or byte-order mark of the file that the secret was read from.
pub(crate) fn check(secret: &[u8]) -> Result<(), SecretFault> {
    let (leading, trailing) = match std::str::from_utf8(secret) {
        Ok(text) => (text.starts_with(is_blank), text.ends_with(is_blank)),
        // A binary secret: only its ASCII white space can be told from key bytes.
        Err(_) => (
            secret.first().is_some_and(u8::is_ascii_whitespace),
            secret.last().is_some_and(u8::is_ascii_whitespace),
        ),
    };
    if secret.is_empty() {
        Err(SecretFault::Empty)
    } else if leading {
        Err(SecretFault::LeadingWhitespace)
    } else if trailing {
        Err(SecretFault::TrailingWhitespace)
    } else {
        Ok(())
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}
