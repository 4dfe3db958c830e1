//! Byte strings that C passes in.

use std::ffi::c_char;

use hookseal_core::SignatureHeader;

use crate::failure::Failure;

/// Bytes: the caller's where they are passed in, the event's where a function of an event gives them.
/// `data` may be null if `len` is 0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Bytes {
    /// The first byte.
    pub data: *const u8,
    /// How many bytes there are.
    pub len: usize,
}

impl Bytes {
    pub(crate) const NONE: Self = Self { data: std::ptr::null(), len: 0 };

    /// Valid for as long as `bytes` is.
    pub(crate) const fn of(bytes: &[u8]) -> Self {
        Self { data: bytes.as_ptr(), len: bytes.len() }
    }
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

/// The value of a header; null is an absent one.
pub(crate) unsafe fn value<'a>(
    data: *const c_char,
    len: usize,
) -> Result<Option<&'a [u8]>, Failure> {
    if data.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise is passed on.
    unsafe { slice(data.cast(), len, "header is longer than memory") }.map(Some)
}

/// The value of the signature header.
pub(crate) unsafe fn header<'a>(
    data: *const c_char,
    len: usize,
) -> Result<SignatureHeader<'a>, Failure> {
    // SAFETY: the caller's promise is passed on.
    unsafe { value(data, len) }.map(SignatureHeader::from)
}
