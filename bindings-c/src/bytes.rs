//! Byte strings that C passes in.

use std::ffi::c_char;
use std::ptr;

use hookseal_core::SignatureHeader;

use crate::failure::Failure;

/// Bytes. If you pass them in, they stay yours; if a function returns them, they belong to the event.
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
    pub(crate) const NONE: Self = Self { data: ptr::null(), len: 0 };

    /// Valid for as long as `bytes` is.
    pub(crate) const fn of(bytes: &[u8]) -> Self {
        Self { data: bytes.as_ptr(), len: bytes.len() }
    }
}

/// An array of C's as a slice. `fault` is the message if it cannot be one.
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
    // SAFETY: not null, no longer than an object can be, and valid, as the caller promises.
    Ok(unsafe { std::slice::from_raw_parts(data, count) })
}

pub(crate) const SECRET: &str = "a secret is null but its length is not 0, or the length is \
                                 impossible; pass every secret with its length";
const SECRETS: &str = "secrets is null but secret_count is not 0; pass an array";
const PAYLOAD: &str = "the payload is null but its length is not 0, or the length is impossible; \
                       pass the body as received, with its length";
const HEADER: &str = "a header's length is impossible; pass the length of its value in bytes";

pub(crate) unsafe fn payload<'a>(data: *const u8, len: usize) -> Result<&'a [u8], Failure> {
    // SAFETY: the caller's promise is passed on.
    unsafe { slice(data, len, PAYLOAD) }
}

pub(crate) unsafe fn secrets<'a>(
    secrets: *const Bytes,
    count: usize,
) -> Result<Vec<&'a [u8]>, Failure> {
    // SAFETY: the caller's promise is passed on.
    unsafe { slice(secrets, count, SECRETS) }?
        .iter()
        // SAFETY: the caller's promise is passed on.
        .map(|secret| unsafe { slice(secret.data, secret.len, SECRET) })
        .collect()
}

/// The value of a header. Null means that it is absent.
pub(crate) unsafe fn value<'a>(
    data: *const c_char,
    len: usize,
) -> Result<Option<&'a [u8]>, Failure> {
    if data.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise is passed on.
    unsafe { slice(data.cast(), len, HEADER) }.map(Some)
}

/// The value of the signature header.
pub(crate) unsafe fn header<'a>(
    data: *const c_char,
    len: usize,
) -> Result<SignatureHeader<'a>, Failure> {
    // SAFETY: the caller's promise is passed on.
    unsafe { value(data, len) }.map(SignatureHeader::from)
}

/// Writes a text of ours and a NUL to `out`. `fault` is the message if there is no room.
pub(crate) unsafe fn write_text(
    text: &str,
    out: *mut c_char,
    out_size: usize,
    fault: &'static str,
) -> Result<(), Failure> {
    if out.is_null() || out_size <= text.len() {
        return Err(Failure::Misuse(fault));
    }
    // SAFETY: `out` is not null. As the caller promises, it has room for `out_size` bytes, which is
    // enough for the text and its NUL. The text is our own, so it cannot overlap `out`.
    unsafe {
        ptr::copy_nonoverlapping(text.as_ptr().cast(), out, text.len());
        out.add(text.len()).write(0);
    }
    Ok(())
}
