//! A secret, checked and turned at once into HMAC state; its bytes are not kept.

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

/// HMAC-SHA256 (RFC 2104) over whole blocks, which it wipes on drop.
///
/// What is moved also stays behind where it was, and nothing wipes it there. So what has absorbed a
/// secret has a place on the heap that it keeps, and is made and used by [`wiping_the_stack`].
type Hmac = HmacCore<Sha256>;

/// HMAC with its key absorbed.
pub(crate) struct Key(Box<Hmac>);

impl Key {
    /// Any byte string is an HMAC key; [`check`] says which ones are accepted as a secret.
    pub(crate) fn new(secret: &[u8]) -> Self {
        wiping_the_stack(|| match Hmac::new_from_slice(secret) {
            Ok(hmac) => Self(Box::new(hmac)),
            Err(_) => unreachable!("HMAC takes a key of any length (RFC 2104, section 3)"),
        })
    }

    /// The MAC of a delivery whose payload is at hand.
    #[inline]
    pub(crate) fn mac(&self, timestamp: Timestamp<'_>, payload: &[u8]) -> Digest {
        wiping_the_stack(|| {
            let mut message = Message::begin(self, timestamp);
            message.update(payload);
            message.finish()
        })
    }

    /// Starts the MAC of a delivery.
    pub(crate) fn begin(&self, timestamp: Timestamp<'_>) -> Mac {
        wiping_the_stack(|| Mac(Box::new(Message::begin(self, timestamp))))
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        wiping_the_stack(|| Self(self.0.clone()))
    }
}

/// The MAC of one delivery under one secret, part way through.
pub(crate) struct Mac(Box<Message>);

impl Mac {
    pub(crate) fn update(&mut self, chunk: &[u8]) {
        self.0.update(chunk);
    }

    /// The MAC of what was taken. Afterwards this is of no use.
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
    /// What does not fill a block yet.
    rest: Buffer<Hmac>,
}

impl Message {
    #[inline]
    fn begin(key: &Key, timestamp: Timestamp<'_>) -> Self {
        let mut message = Self { hmac: (*key.0).clone(), rest: Buffer::<Hmac>::default() };
        for part in timestamp.signed() {
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

/// Runs `work` and overwrites what it has left on the stack.
#[inline]
fn wiping_the_stack<T>(work: impl FnOnce() -> T) -> T {
    let result = below(work);
    overwrite();
    result
}

/// Not inlined, so that all of `work` is below the caller on the stack, where [`overwrite`] will be.
#[inline(never)]
fn below<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn overwrite() {
    let mut nothing = [0_u64; 256];
    core::hint::black_box(&mut nothing); // mutable, so that it is on the stack
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

/// Why `secret` may not be used, if it may not.
pub(crate) fn check(secret: &[u8]) -> Result<(), SecretFault> {
    if secret.is_empty() {
        return Err(SecretFault::Empty);
    }
    let Ok(text) = core::str::from_utf8(secret) else {
        // A binary secret: only its ASCII white space can be told from key bytes.
        return check_ends(
            secret.first().is_some_and(u8::is_ascii_whitespace),
            secret.last().is_some_and(u8::is_ascii_whitespace),
        );
    };
    check_ends(text.starts_with(is_blank), text.ends_with(is_blank))?;
    // Random bytes may be UTF-8 by chance; what has control characters is no text.
    let is_text = !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
    if is_text { check_text(text) } else { Ok(()) }
}

/// Refuses what no one means as a secret: the traces of a configuration gone wrong.
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

/// White space at an end is never meant: it is the stray newline, blank or byte-order mark of the
/// file that the secret was read from.
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

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}
