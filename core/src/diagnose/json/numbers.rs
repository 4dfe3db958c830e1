//! Numbers that a parser and a serialiser write differently.

use alloc::vec::Vec;

#[derive(Clone, Copy)]
pub(in crate::diagnose) enum Numbers {
    /// `1.0` becomes `1`.
    WithoutZeroFraction,
    /// `1` becomes `1.0`.
    WithZeroFraction,
}

impl Numbers {
    /// Writes a number or a word to `out`.
    pub(super) fn write(numbers: Option<Self>, scalar: &[u8], out: &mut Vec<u8>) {
        let whole = scalar.strip_suffix(b".0").filter(|whole| is_integer(whole));
        match (numbers, whole) {
            (Some(Self::WithoutZeroFraction), Some(whole)) => out.extend_from_slice(whole),
            (Some(Self::WithZeroFraction), None) if is_integer(scalar) => {
                out.extend_from_slice(scalar);
                out.extend_from_slice(b".0");
            }
            _ => out.extend_from_slice(scalar),
        }
    }
}

pub(in crate::diagnose) fn is_integer(scalar: &[u8]) -> bool {
    let digits = scalar.strip_prefix(b"-").unwrap_or(scalar);
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}
