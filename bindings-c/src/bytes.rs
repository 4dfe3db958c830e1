//! Byte strings that C passes in.

use std::ffi::c_char;

use hookseal_core::SignatureHeader;

use crate::border::Failure;

/// Bytes that belong to the caller. `data` may be null if `len` is 0.
#[repr(C)]
pub struct Bytes {
    /// The first byte.
    pub data: *const u8,
    /// How many bytes there are.
    pub len: usize,
}

/// `count` objects of C's as a slice.
pub(crate) unsafe fn slice<'a, T>(
    data: *const T,
    count: usize,
    fault: &'static str,
) -> Result<&'a [T], Failure> {
    if count == 0 {
        return Ok(&[]);
    }
    if data.is_null() || count > isize::MAX.unsigned_abs() / size_of::<T>() {
        return Err(Failure::Misuse(fault));
    }
    // SAFETY: not null, no longer than an object can be, and valid, as the caller says.
    Ok(unsafe { std::slice::from_raw_parts(data, count) })
}

pub(crate) unsafe fn payload<'a>(data: *const u8, len: usize) -> Result<&'a [u8], Failure> {
    // SAFETY: the caller's promise is passed on.
    unsafe { slice(data, len, "payload is null, or longer than memory") }
}

/// Null is an absent header.
pub(crate) unsafe fn header<'a>(
    data: *const c_char,
    len: usize,
) -> Result<SignatureHeader<'a>, Failure> {
    if data.is_null() {
        return Ok(SignatureHeader::from(None::<&[u8]>));
    }
    // SAFETY: the caller's promise is passed on.
    let header: &[u8] = unsafe { slice(data.cast(), len, "header is longer than memory") }?;
    Ok(SignatureHeader::from(header))
}
