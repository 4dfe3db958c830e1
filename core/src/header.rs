//! The `WorkOS-Signature` header: `t=<milliseconds>, v1=<hex HMAC-SHA256>`.

use std::fmt;

use crate::error::{HeaderFault, VerifyError};

/// The name of the signature header. HTTP compares header names case-insensitively.
pub const HEADER_NAME: &str = "WorkOS-Signature";

const MAX_HEADER_LEN: usize = 4096;
/// 15 digits of milliseconds last until the year 33658 and fit an `i64`.
const MAX_TIMESTAMP_DIGITS: usize = 15;
pub(crate) const MAX_TIMESTAMP: i64 = 999_999_999_999_999;
const MAX_SIGNATURES: usize = 16;
const SIGNATURE_LEN: usize = 32;

/// A signature header's value as received, or the lack of one.
///
/// Made by `into()` from whatever a server hands out: `&str`, `&[u8]`, `&HeaderValue` (anything
/// that is `AsRef<[u8]>`), or an `Option` of a reference to one, where `None` is an absent header.
///
/// ```
/// use hookseal::SignatureHeader;
///
/// let _ = SignatureHeader::from("t=1, v1=00");
/// let _ = SignatureHeader::from(b"t=1, v1=00");
/// let _ = SignatureHeader::from(None::<&str>);
/// ```
#[derive(Clone, Copy)]
pub struct SignatureHeader<'a>(Option<&'a [u8]>);

impl<'a, T: AsRef<[u8]> + ?Sized> From<&'a T> for SignatureHeader<'a> {
    fn from(value: &'a T) -> Self {
        Self(Some(value.as_ref()))
    }
}

impl<'a, T: AsRef<[u8]> + ?Sized> From<Option<&'a T>> for SignatureHeader<'a> {
    fn from(value: Option<&'a T>) -> Self {
        Self(value.map(AsRef::as_ref))
    }
}

/// Says how long the value is, not what it holds: a header is for one receiver's eyes.
impl fmt::Debug for SignatureHeader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => write!(f, "SignatureHeader({} bytes)", value.len()),
            None => f.write_str("SignatureHeader(absent)"),
        }
    }
}

/// A header that keeps the rules; it lives on the stack.
#[derive(Clone)]
pub(crate) struct ParsedHeader<'a> {
    /// The `t` as received, which is what was signed (`007` is not `7`).
    pub(crate) timestamp_digits: &'a [u8],
    pub(crate) signatures: Signatures,
}

impl<'a> ParsedHeader<'a> {
    #[inline] // into `check`, where the signatures then stay: they are half a kilobyte
    pub(crate) fn parse(header: SignatureHeader<'a>) -> Result<Self, VerifyError> {
        let value = header.0.filter(|value| !value.is_empty()).ok_or(VerifyError::MissingHeader)?;
        Self::parse_value(value)?.ok_or(VerifyError::NoSignature)
    }

    /// `None` when all is well formed but nothing is signed: the last rule, so it is told last.
    #[inline]
    fn parse_value(value: &'a [u8]) -> Result<Option<Self>, HeaderFault> {
        if value.len() > MAX_HEADER_LEN {
            return Err(HeaderFault::TooLong);
        }
        // A fold without an early exit, so that the compiler makes it a few vector instructions.
        if !value.iter().fold(true, |all, &byte| all & is_field_byte(byte)) {
            return Err(HeaderFault::BadByte);
        }
        let mut timestamp_digits = None;
        let mut signatures = Signatures::default();
        // Elements of a list (RFC 9110, section 5.6.1): empty ones are ignored.
        for element in value.split(|&byte| byte == b',').map(trim_blanks) {
            match element {
                [] => {}
                [b't', b'=', digits @ ..] => {
                    if timestamp_digits.replace(digits).is_some() {
                        return Err(HeaderFault::SeveralTimestamps);
                    }
                }
                [b'v', b'1', b'=', digits @ ..] => signatures.push(digits)?,
                // Other keys belong to other schemes, now or later.
                other if other.contains(&b'=') => {}
                _ => return Err(HeaderFault::ElementWithoutEquals),
            }
        }
        let timestamp_digits = timestamp_digits.ok_or(HeaderFault::NoTimestamp)?;
        let well_formed = (1..=MAX_TIMESTAMP_DIGITS).contains(&timestamp_digits.len())
            && timestamp_digits.iter().all(u8::is_ascii_digit);
        if !well_formed {
            return Err(HeaderFault::BadTimestamp);
        }
        Ok((signatures.count > 0).then_some(Self { timestamp_digits, signatures }))
    }

    /// Milliseconds since the Unix epoch.
    pub(crate) fn timestamp(&self) -> i64 {
        self.timestamp_digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'))
    }
}

/// The decoded `v1` values of a header.
#[derive(Clone, Default)]
pub(crate) struct Signatures {
    decoded: [[u8; SIGNATURE_LEN]; MAX_SIGNATURES],
    count: usize,
}

impl Signatures {
    fn push(&mut self, digits: &[u8]) -> Result<(), HeaderFault> {
        let slot = self.decoded.get_mut(self.count).ok_or(HeaderFault::TooManySignatures)?;
        hex::decode_to_slice(digits, slot).map_err(|_| HeaderFault::BadSignature)?;
        self.count += 1;
        Ok(())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8; SIGNATURE_LEN]> {
        self.decoded.iter().take(self.count)
    }
}

/// Visible ASCII, space and tab: what RFC 9110 (section 5.5) lets a field value hold.
fn is_field_byte(byte: u8) -> bool {
    matches!(byte, 0x21..=0x7e | b' ' | b'\t')
}

fn trim_blanks(mut element: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = element {
        element = rest;
    }
    element
}
