//! Base64 in either alphabet, with or without padding and line breaks.

use alloc::vec;
use alloc::vec::Vec;

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};
use zeroize::{Zeroize, Zeroizing};

/// Decodes `text`. `None` if it is not base64, or holds nothing.
///
/// The result is wiped on drop, because it may be a secret.
pub(super) fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut digits = Zeroizing::new(Vec::with_capacity(text.len()));
    digits.extend(text.iter().filter(|byte| !byte.is_ascii_whitespace()));
    while digits.last() == Some(&b'=') {
        digits.pop();
    }
    // Checked first, because decoding takes longer than a look at the bytes.
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
    if digits.is_empty() || !digits.iter().all(is_digit) {
        return None;
    }
    let mut decoded = Zeroizing::new(vec![0; digits.len() / 4 * 3 + 3]);
    let len = match Base64Unpadded::decode(digits.as_slice(), &mut decoded) {
        Ok(bytes) => bytes.len(),
        Err(_) => Base64UrlUnpadded::decode(digits.as_slice(), &mut decoded).ok()?.len(),
    };
    decoded.truncate(len);
    Some(decoded)
}

/// Encodes `bytes` in the alphabet of most, with padding.
pub(super) fn encode(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut text = Zeroizing::new(vec![b'='; bytes.len().div_ceil(3) * 4]);
    if Base64Unpadded::encode(bytes, &mut text).is_err() {
        text.zeroize(); // cannot be: there is room for all
    }
    text
}
