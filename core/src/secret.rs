//! A secret, checked and turned at once into HMAC state; its bytes are not kept.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::BitOr;
use core::slice;

use sha2::Sha256;
use sha2::digest::block_api::{Block, Buffer, EagerHash, FixedOutputCore, UpdateCore};
use sha2::digest::{Digest as _, Output};
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroize;

use crate::error::SecretFault;
use crate::header::{DIGEST_LEN, Signatures, Timestamp};

/// SHA-256 over whole blocks: little more than its state, which it wipes on drop.
type Blocks = <Sha256 as EagerHash>::Core;

/// HMAC-SHA256 (RFC 2104) with its key absorbed; dropping wipes it.
///
/// What is moved also stays behind where it was, and nothing wipes it there. So a key is made where
/// it is to stay, and a MAC is computed in place. (The `hmac` crate gives both out by value, and
/// leaves the padded secret on the stack.)
#[derive(Clone)]
pub(crate) struct Key {
    inner: Blocks,
    outer: Blocks,
}

impl Key {
    /// What a secret is still to be absorbed into.
    pub(crate) fn unkeyed() -> Self {
        Self { inner: Blocks::default(), outer: Blocks::default() }
    }

    /// Any byte string is an HMAC key; [`check`] says which ones are accepted as a secret.
    ///
    /// Not inlined, so that what hashing has put on the stack lies where it is wiped.
    #[inline(never)]
    pub(crate) fn absorb(&mut self, secret: &[u8]) {
        let mut block = Block::<Blocks>::default();
        if secret.len() <= block.len() {
            block.iter_mut().zip(secret).for_each(|(byte, &of_secret)| *byte = of_secret);
        } else {
            let mut hash = Sha256::new();
            hash.update(secret);
            let mut digest = Output::<Sha256>::default();
            hash.finalize_into_reset(&mut digest);
            block.iter_mut().zip(&digest).for_each(|(byte, &of_digest)| *byte = of_digest);
            digest.zeroize();
        }
        for (pad, blocks) in [(INNER, &mut self.inner), (INNER ^ OUTER, &mut self.outer)] {
            block.iter_mut().for_each(|byte| *byte ^= pad);
            blocks.update_blocks(slice::from_ref(&block));
        }
        block.zeroize();
        wipe_stack();
    }

    /// The MAC of a delivery whose payload is at hand.
    #[inline]
    pub(crate) fn mac(&self, timestamp: Timestamp<'_>, payload: &[u8]) -> Digest {
        let mut mac = Mac::new(self);
        mac.begin(timestamp);
        mac.update(payload);
        mac.finish()
    }
}

/// Keys that never move.
pub(crate) struct Keys(Vec<Key>);

impl Keys {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn push(&mut self, secret: &[u8]) {
        if self.0.len() == self.0.capacity() {
            // A vector that grows by itself leaves its elements behind unwiped.
            self.0 = self.copied((2 * self.0.len()).max(1));
        }
        self.0.push(Key::unkeyed());
        if let Some(key) = self.0.last_mut() {
            key.absorb(secret);
        }
    }

    pub(crate) fn iter(&self) -> slice::Iter<'_, Key> {
        self.0.iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    #[inline(never)] // so that what it has put on the stack is where it can be wiped
    fn copied(&self, room: usize) -> Vec<Key> {
        let mut copy = Vec::with_capacity(room);
        copy.extend(self.0.iter().cloned());
        copy
    }
}

impl Clone for Keys {
    fn clone(&self) -> Self {
        let copy = self.copied(self.0.len());
        wipe_stack();
        Self(copy)
    }
}

/// The MAC of one delivery under one secret, part way through; dropping wipes it.
#[derive(Clone)]
pub(crate) struct Mac {
    inner: Blocks,
    outer: Blocks,
    /// What does not fill a block yet.
    rest: Buffer<Blocks>,
}

impl Mac {
    #[inline]
    pub(crate) fn new(key: &Key) -> Self {
        Self {
            inner: key.inner.clone(),
            outer: key.outer.clone(),
            rest: Buffer::<Blocks>::default(),
        }
    }

    /// Takes what is signed before the payload.
    #[inline]
    pub(crate) fn begin(&mut self, timestamp: Timestamp<'_>) {
        for part in timestamp.signed() {
            self.update(part);
        }
    }

    #[inline]
    pub(crate) fn update(&mut self, chunk: &[u8]) {
        self.rest.digest_blocks(chunk, |blocks| self.inner.update_blocks(blocks));
    }

    /// The MAC of what was taken. Afterwards this is of no use.
    #[inline]
    pub(crate) fn finish(&mut self) -> Digest {
        let mut digest = Output::<Sha256>::default();
        self.inner.finalize_fixed_core(&mut self.rest, &mut digest);
        self.rest.reset();
        self.rest.digest_blocks(&digest, |blocks| self.outer.update_blocks(blocks));
        self.outer.finalize_fixed_core(&mut self.rest, &mut digest);
        Digest(words(digest.as_ref()))
    }
}

/// RFC 2104, section 2.
const INNER: u8 = 0x36;
const OUTER: u8 = 0x5c;

/// Overwrites what the calls before it, from the same function, have left on the stack.
#[inline(never)]
fn wipe_stack() {
    let mut left = [0_u64; 256];
    left.zeroize();
    core::hint::black_box(&left);
}

/// A finished MAC: what a genuine signature is, so it is wiped on drop.
pub(crate) struct Digest(Words);

impl Digest {
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
