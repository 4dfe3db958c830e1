//! A secret, checked and turned at once into HMAC state; its bytes are not kept.

use alloc::string::String;
use core::ops::BitOr;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroize;

use crate::error::SecretFault;
use crate::header::{DIGEST_LEN, Signatures, Timestamp};

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

    /// The MAC of a delivery whose payload is at hand.
    ///
    /// Not [`begin`](Self::begin) and so on, which would move the HMAC state from one to the next.
    #[inline]
    pub(crate) fn mac(&self, timestamp: Timestamp<'_>, payload: &[u8]) -> Digest {
        let mut mac = self.0.clone();
        for part in timestamp.signed() {
            mac.update(part);
        }
        mac.update(payload);
        Digest::new(mac)
    }

    /// Starts the MAC of a delivery.
    pub(crate) fn begin(&self, timestamp: Timestamp<'_>) -> Mac256 {
        let mut mac = self.0.clone();
        for part in timestamp.signed() {
            mac.update(part);
        }
        Mac256(mac)
    }
}

/// The MAC of one delivery under one secret, part way through.
#[derive(Clone)]
pub(crate) struct Mac256(Hmac<Sha256>);

impl Mac256 {
    pub(crate) fn update(&mut self, chunk: &[u8]) {
        self.0.update(chunk);
    }

    pub(crate) fn finish(self) -> Digest {
        Digest::new(self.0)
    }
}

/// A finished MAC: what a genuine signature is, so it is wiped on drop.
pub(crate) struct Digest(Words);

impl Digest {
    #[inline]
    fn new(mac: Hmac<Sha256>) -> Self {
        Self(words(mac.finalize().into_bytes().as_ref()))
    }

    pub(crate) fn to_hex(&self) -> String {
        self.0.iter().map(|word| hex::encode(word.to_be_bytes())).collect()
    }

    /// Whether any `v1` of the header is this MAC. Every one is compared, in constant time.
    #[inline]
    pub(crate) fn is_among(&self, signatures: &Signatures) -> bool {
        let matches = signatures.iter().map(|signature| self.ct_eq(&words(signature)));
        matches.reduce(BitOr::bitor).is_some_and(bool::from)
    }

    /// All differences in one word, so that `subtle`'s barrier against the optimiser, which takes
    /// as long as comparing does, is passed once.
    #[inline]
    fn ct_eq(&self, signature: &Words) -> Choice {
        let differences = self.0.iter().zip(signature).fold(0, |all, (a, b)| all | (a ^ b));
        differences.ct_eq(&0)
    }
}

impl Drop for Digest {
    #[inline]
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// The bytes of a digest, in as few pieces as can be.
type Words = [u64; DIGEST_LEN / 8];

fn words(digest: &[u8; DIGEST_LEN]) -> Words {
    let mut words = Words::default();
    for (word, bytes) in words.iter_mut().zip(digest.as_chunks().0) {
        *word = u64::from_be_bytes(*bytes);
    }
    words
}

/// Why `secret` may not be used, if it may not. White space at an end is never meant: it is the
/// stray newline, blank or byte-order mark of the file that the secret was read from.
pub(crate) fn check(secret: &[u8]) -> Result<(), SecretFault> {
    let (leading, trailing) = match core::str::from_utf8(secret) {
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
