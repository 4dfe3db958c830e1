//! Checks secrets and turns them into HMAC state at once, without keeping their bytes.

use alloc::boxed::Box;
use alloc::string::String;
use core::ops::BitOr;

use hmac::KeyInit;
use hmac::block_api::HmacCore;
use sha2::Sha256;
use sha2::digest::Output;
use sha2::digest::block_api::{Buffer, FixedOutputCore, UpdateCore};
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroize;

use crate::error::SecretFault;
use crate::header::{DIGEST_LEN, Signatures, Timestamp};

/// HMAC-SHA256 (RFC 2104) over whole blocks. It wipes its state on drop.
///
/// A move leaves an unwiped copy behind, so keyed state is boxed and never moved. It is made and
/// used inside [`wiping_the_stack`].
type Hmac = HmacCore<Sha256>;

/// HMAC state that has absorbed a secret.
pub(crate) struct Key(Box<Hmac>);

impl Key {
    /// Takes any byte string, as HMAC does. [`check`] decides which secrets are allowed.
    pub(crate) fn new(secret: &[u8]) -> Self {
        wiping_the_stack(|| match Hmac::new_from_slice(secret) {
            Ok(hmac) => Self(Box::new(hmac)),
            Err(_) => unreachable!("HMAC takes a key of any length (RFC 2104, section 3)"),
        })
    }

    /// The MAC of a delivery whose payload is complete.
    #[inline]
    pub(crate) fn mac(&self, timestamp: Timestamp<'_>, payload: &[u8]) -> Digest {
        wiping_the_stack(|| {
            let mut message = Message::begin(self, timestamp);
            message.update(payload);
            message.finish()
        })
    }

    /// Starts the MAC of a delivery whose payload arrives in chunks.
    pub(crate) fn begin(&self, timestamp: Timestamp<'_>) -> Mac {
        wiping_the_stack(|| Mac(Box::new(Message::begin(self, timestamp))))
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        wiping_the_stack(|| Self(self.0.clone()))
    }
}

/// An unfinished MAC of one delivery under one secret.
pub(crate) struct Mac(Box<Message>);

impl Mac {
    pub(crate) fn update(&mut self, chunk: &[u8]) {
        self.0.update(chunk);
    }

    /// The MAC of all chunks. Do not use `self` afterwards.
    pub(crate) fn finish(&mut self) -> Digest {
        wiping_the_stack(|| self.0.finish())
    }
}

impl Clone for Mac {
    fn clone(&self) -> Self {
        wiping_the_stack(|| Self(self.0.clone()))
    }
}

#[derive(Clone)]
struct Message {
    hmac: Hmac,
    /// The bytes that do not fill a block yet.
    rest: Buffer<Hmac>,
}

impl Message {
    #[inline]
    fn begin(key: &Key, timestamp: Timestamp<'_>) -> Self {
        let mut message = Self { hmac: (*key.0).clone(), rest: Buffer::<Hmac>::default() };
        for part in timestamp.prefix() {
            message.update(part);
        }
        message
    }

    #[inline]
    fn update(&mut self, chunk: &[u8]) {
        self.rest.digest_blocks(chunk, |blocks| self.hmac.update_blocks(blocks));
    }

    #[inline]
    fn finish(&mut self) -> Digest {
        let mut output = Output::<Hmac>::default();
        self.hmac.finalize_fixed_core(&mut self.rest, &mut output);
        Digest(words(output.as_ref()))
    }
}

/// Runs `work` and overwrites the part of the stack that it used.
#[inline]
fn wiping_the_stack<T>(work: impl FnOnce() -> T) -> T {
    let result = call_in_own_frame(work);
    overwrite();
    result
}

/// Not inlined, so that `work` uses the stack below the caller, which [`overwrite`] then clears.
#[inline(never)]
fn call_in_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn overwrite() {
    let mut zeros = [0_u64; 256];
    core::hint::black_box(&mut zeros); // mutable, so that the array is on the stack
}

/// A finished MAC. Whoever has it can forge the delivery, so it is wiped on drop.
pub(crate) struct Digest(Words);

impl Digest {
    pub(crate) fn to_hex(&self) -> String {
        self.0.iter().map(|word| hex::encode(word.to_be_bytes())).collect()
    }

    /// Whether any `v1` of the header equals this MAC. Compares all of them, in constant time.
    #[inline]
    pub(crate) fn is_among(&self, signatures: &Signatures) -> bool {
        let matches = signatures.iter().map(|signature| self.ct_eq(&words(signature)));
        matches.reduce(BitOr::bitor).is_some_and(bool::from)
    }

    /// Collects all differences in one word, so that `subtle`'s optimisation barrier runs only
    /// once: it takes as long as the comparison itself.
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

/// The bytes of a digest as words, which are faster to compare.
type Words = [u64; DIGEST_LEN / 8];

fn words(digest: &[u8; DIGEST_LEN]) -> Words {
    let mut words = Words::default();
    let mut bytes = [0; size_of::<u64>()];
    for (word, chunk) in words.iter_mut().zip(digest.chunks_exact(bytes.len())) {
        bytes.copy_from_slice(chunk);
        *word = u64::from_be_bytes(bytes);
    }
    words
}

/// Checks whether `secret` is allowed.
pub(crate) fn check(secret: &[u8]) -> Result<(), SecretFault> {
    if secret.is_empty() {
        return Err(SecretFault::Empty);
    }
    let Ok(text) = core::str::from_utf8(secret) else {
        // In a binary secret only ASCII white space can be recognised.
        return check_ends(
            secret.first().is_some_and(u8::is_ascii_whitespace),
            secret.last().is_some_and(u8::is_ascii_whitespace),
        );
    };
    check_ends(text.starts_with(is_blank), text.ends_with(is_blank))?;
    // Random bytes may be valid UTF-8 by chance. If they contain control characters, they are not
    // text.
    let is_text = !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
    if is_text { check_text(text) } else { Ok(()) }
}

/// Refuses texts that come from a broken configuration and are never meant as a secret.
fn check_text(text: &str) -> Result<(), SecretFault> {
    if text.contains(['\n', '\r']) {
        Err(SecretFault::LineBreak)
    } else if is_quoted(text.as_bytes()) {
        Err(SecretFault::Quoted)
    } else if matches!(text, "undefined" | "null" | "None") {
        Err(SecretFault::Placeholder)
    } else if text.starts_with("${") || text.starts_with("$(") {
        Err(SecretFault::Unexpanded)
    } else {
        Ok(())
    }
}

/// White space at either end is never intended. It is a stray newline, blank or byte-order mark
/// from the file that the secret was read from.
fn check_ends(leading_blank: bool, trailing_blank: bool) -> Result<(), SecretFault> {
    if leading_blank {
        Err(SecretFault::LeadingWhitespace)
    } else if trailing_blank {
        Err(SecretFault::TrailingWhitespace)
    } else {
        Ok(())
    }
}

fn is_quoted(text: &[u8]) -> bool {
    matches!(text, [b'\'', .., b'\''] | [b'"', .., b'"'] | [b'`', .., b'`'])
}

pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}
