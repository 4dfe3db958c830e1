//! The `WorkOS-Signature` header: `t=<milliseconds>, v1=<hex HMAC-SHA256>`.

use alloc::vec::Vec;
use core::fmt;

use arrayvec::ArrayVec;

use crate::error::{HeaderFault, VerifyError};

/// The name of the signature header. HTTP compares header names case-insensitively.
pub const HEADER_NAME: &str = "WorkOS-Signature";

/// The longest header that is read, in bytes; a longer one is malformed.
pub const MAX_HEADER_LEN: usize = 4096;

/// 15 digits of milliseconds last until the year 33658 and fit in an `i64`.
const MAX_TIMESTAMP_DIGITS: usize = 15;
pub(crate) const MAX_TIMESTAMP: i64 = 999_999_999_999_999;
const MAX_SIGNATURES: usize = 16;
/// The length of an HMAC-SHA256, in bytes.
pub(crate) const DIGEST_LEN: usize = 32;

/// The value of a signature header as received, or an absent one.
///
/// `into()` makes it from what HTTP servers provide: `&str`, `&[u8]`, `&HeaderValue` (a reference
/// to anything that is `AsRef<[u8]>`), or an `Option` of one, where `None` means an absent header.
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

/// Finds the value of the signature header among all headers of a request. The case of the name
/// does not matter; `None` means that the header is absent.
///
/// Several such headers are joined with `", "` (RFC 9110, section 5.3). The rules then refuse them,
/// unless a proxy split one header in two.
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

/// Shows the length of the value only: a genuine header can be replayed, so it must not be logged.
impl fmt::Debug for SignatureHeader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => write!(f, "SignatureHeader({} bytes)", value.len()),
            None => f.write_str("SignatureHeader(absent)"),
        }
    }
}

/// Parses a header into `signatures` and returns its timestamp.
///
/// The caller provides the room for the signatures: they take half a kilobyte, too much to move.
#[inline]
pub(crate) fn parse<'a>(
    header: SignatureHeader<'a>,
    signatures: &mut Signatures,
) -> Result<Timestamp<'a>, VerifyError> {
    let value = header.0.filter(|value| !value.is_empty()).ok_or(VerifyError::MissingHeader)?;
    if value.len() > MAX_HEADER_LEN {
        return Err(HeaderFault::TooLong.into());
    }
    // A bad byte takes precedence over any other fault. Searching for one only after a fault is
    // enough, because an accepted element has no unchecked bytes.
    let timestamp = parse_elements(value, signatures).map_err(|fault| {
        if value.iter().fold(true, |all, &byte| all & is_field_byte(byte)) {
            fault
        } else {
            HeaderFault::BadByte
        }
    })?;
    // This rule comes last: a header with a bad `t` and no `v1` is malformed.
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
            // Other keys belong to other signature schemes.
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

/// The elements of a list (RFC 9110, section 5.6.1), without surrounding blanks. Some may be empty.
fn elements(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(value);
    core::iter::from_fn(move || {
        let list = rest?;
        let (element, tail) =
            match memchr::memchr(b',', list).and_then(|at| list.split_at_checked(at)) {
                Some((element, comma)) => (element, comma.get(1..)),
                None => (list, None),
            };
        rest = tail;
        Some(trim_blanks(element))
    })
}

/// The `t` of a header.
#[derive(Clone, Copy)]
pub(crate) struct Timestamp<'a> {
    /// The digits as received, because those were signed (`007` is not `7`).
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

    /// The part of the signed message that precedes the payload.
    pub(crate) fn prefix(self) -> [&'a [u8]; 2] {
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

/// Visible ASCII, space and tab: the bytes that RFC 9110 (section 5.5) allows in a field value.
fn is_field_byte(byte: u8) -> bool {
    matches!(byte, 0x21..=0x7e | b' ' | b'\t')
}

fn trim_blanks(mut element: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = element {
        element = rest;
    }
    element
}

/// Decodes hex digits of either case. It has no branch per digit, so the compiler can use vector
/// instructions. The `hex` crate's decoder takes as long as hashing a block.
fn decode_hex(digits: &[u8]) -> Option<[u8; DIGEST_LEN]> {
    let digits: &[u8; 2 * DIGEST_LEN] = digits.try_into().ok()?;
    let values = digits.map(hex_value);
    let mut decoded = [0; DIGEST_LEN];
    for (byte, pair) in decoded.iter_mut().zip(values.chunks_exact(2)) {
        *byte = pair.iter().fold(0, |byte, value| (byte << 4) | (value & 15));
    }
    (values.iter().fold(0, |all, value| all | value) < 16).then_some(decoded)
}

/// 0 to 15, or 255 for a byte that is not a hex digit.
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
