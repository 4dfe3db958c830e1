//! The `WorkOS-Signature` header: `t=<milliseconds>, v1=<hex HMAC-SHA256>`.

use alloc::vec::Vec;
use core::fmt;

use arrayvec::ArrayVec;

use crate::error::{HeaderFault, VerifyError};

/// The name of the signature header. HTTP compares header names case-insensitively.
pub const HEADER_NAME: &str = "WorkOS-Signature";

const MAX_HEADER_LEN: usize = 4096;
/// 15 digits of milliseconds last until the year 33658 and fit an `i64`.
const MAX_TIMESTAMP_DIGITS: usize = 15;
pub(crate) const MAX_TIMESTAMP: i64 = 999_999_999_999_999;
const MAX_SIGNATURES: usize = 16;
/// Bytes of an HMAC-SHA256.
pub(crate) const DIGEST_LEN: usize = 32;

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

/// The value of the signature header among all of a request's headers, whatever the case of its
/// name; `None` if it is absent. Several are joined with `", "` (RFC 9110, section 5.3), which the
/// rules then refuse unless the two make up one.
///
/// ```
/// let headers = [("host", "example.com"), ("workos-signature", "t=1, v1=00")];
/// let header = hookseal::find_header(headers);
/// assert_eq!(header.as_deref(), Some(&b"t=1, v1=00"[..]));
/// ```
pub fn find_header<N: AsRef<[u8]>, V: AsRef<[u8]>>(
    headers: impl IntoIterator<Item = (N, V)>,
) -> Option<Vec<u8>> {
    let mut found: Option<Vec<u8>> = None;
    for (name, value) in headers {
        if !name.as_ref().eq_ignore_ascii_case(HEADER_NAME.as_bytes()) {
            continue;
        }
        match &mut found {
            None => found = Some(value.as_ref().to_vec()),
            Some(joined) => {
                joined.extend_from_slice(b", ");
                joined.extend_from_slice(value.as_ref());
            }
        }
    }
    found
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

/// Reads a header by the rules into `signatures`, and gives its timestamp.
///
/// The signatures are the caller's to place, for they are half a kilobyte and not to be moved.
#[inline]
pub(crate) fn parse<'a>(
    header: SignatureHeader<'a>,
    signatures: &mut Signatures,
) -> Result<Timestamp<'a>, VerifyError> {
    let value = header.0.filter(|value| !value.is_empty()).ok_or(VerifyError::MissingHeader)?;
    if value.len() > MAX_HEADER_LEN {
        return Err(HeaderFault::TooLong.into());
    }
    // A bad byte is told before any other fault. It is looked for only now that there is one:
    // whatever an element is accepted with has been checked by then.
    let timestamp = parse_elements(value, signatures).map_err(|fault| {
        if value.iter().fold(true, |all, &byte| all & is_field_byte(byte)) {
            fault
        } else {
            HeaderFault::BadByte
        }
    })?;
    // The last rule, so it is told last.
    if signatures.0.is_empty() { Err(VerifyError::NoSignature) } else { Ok(timestamp) }
}

#[inline]
fn parse_elements<'a>(
    value: &'a [u8],
    signatures: &mut Signatures,
) -> Result<Timestamp<'a>, HeaderFault> {
    let mut timestamp = None;
    for element in elements(value) {
        match element {
            [] => {}
            [b't', b'=', digits @ ..] => {
                if timestamp.replace(digits).is_some() {
                    return Err(HeaderFault::SeveralTimestamps);
                }
            }
            [b'v', b'1', b'=', digits @ ..] => signatures.push(digits)?,
            // Other keys belong to other schemes, now or later.
            other if other.contains(&b'=') => {
                if !other.iter().all(|&byte| is_field_byte(byte)) {
                    return Err(HeaderFault::BadByte);
                }
            }
            _ => return Err(HeaderFault::ElementWithoutEquals),
        }
    }
    Timestamp::parse(timestamp.ok_or(HeaderFault::NoTimestamp)?).ok_or(HeaderFault::BadTimestamp)
}

/// Elements of a list (RFC 9110, section 5.6.1), without the blanks around them; some may be empty.
fn elements(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(value);
    core::iter::from_fn(move || {
        let all = rest?;
        let (element, after) =
            match memchr::memchr(b',', all).and_then(|at| all.split_at_checked(at)) {
                Some((element, comma)) => (element, comma.get(1..)),
                None => (all, None),
            };
        rest = after;
        Some(trim_blanks(element))
    })
}

/// The `t` of a header.
#[derive(Clone, Copy)]
pub(crate) struct Timestamp<'a> {
    /// As received, which is what was signed (`007` is not `7`).
    pub(crate) digits: &'a [u8],
    /// Milliseconds since the Unix epoch.
    pub(crate) ms: i64,
}

impl<'a> Timestamp<'a> {
    fn parse(digits: &'a [u8]) -> Option<Self> {
        if !(1..=MAX_TIMESTAMP_DIGITS).contains(&digits.len()) {
            return None;
        }
        let (mut ms, mut all_digits) = (0, true);
        for digit in digits.iter().map(|digit| digit.wrapping_sub(b'0')) {
            ms = ms * 10 + i64::from(digit);
            all_digits &= digit < 10;
        }
        all_digits.then_some(Self { digits, ms })
    }

    /// What is signed before the payload.
    pub(crate) fn signed(self) -> [&'a [u8]; 2] {
        [self.digits, b"."]
    }
}

/// The decoded `v1` values of a header.
#[derive(Clone, Default)]
pub(crate) struct Signatures(ArrayVec<[u8; DIGEST_LEN], MAX_SIGNATURES>);

impl Signatures {
    fn push(&mut self, digits: &[u8]) -> Result<(), HeaderFault> {
        if self.0.is_full() {
            return Err(HeaderFault::TooManySignatures);
        }
        self.0.push(decode_hex(digits).ok_or(HeaderFault::BadSignature)?);
        Ok(())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8; DIGEST_LEN]> {
        self.0.iter()
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

/// Digits of either case. Without a branch per digit the compiler makes it vector instructions: the
/// `hex` crate's decoder takes as long as hashing a block does.
fn decode_hex(digits: &[u8]) -> Option<[u8; DIGEST_LEN]> {
    let digits: &[u8; 2 * DIGEST_LEN] = digits.try_into().ok()?;
    let values = digits.map(hex_value);
    let mut decoded = [0; DIGEST_LEN];
    for (byte, pair) in decoded.iter_mut().zip(values.as_chunks::<2>().0) {
        let [high, low] = *pair;
        *byte = (high << 4) | (low & 15);
    }
    (values.iter().fold(0, |all, value| all | value) < 16).then_some(decoded)
}

/// 0 to 15, or 255 for a byte that is no digit.
fn hex_value(byte: u8) -> u8 {
    let digit = byte.wrapping_sub(b'0');
    let letter = (byte | 0x20).wrapping_sub(b'a');
    if digit < 10 {
        digit
    } else if letter < 6 {
        letter + 10
    } else {
        u8::MAX
    }
}
