//! `hookseal_find_header`.

use std::ffi::c_char;
use std::ptr;

use hookseal_core::find_header;

use crate::bytes::{self, Bytes};
use crate::failure::Failure;
use crate::ffi_boundary::{ffi_boundary, required_mut};
use crate::status::Status;

/// Room for every header value that can be accepted, and one byte more.
pub const HOOKSEAL_HEADER_VALUE_SIZE: usize = 4097;

// cbindgen needs the number itself.
const _: () = assert!(hookseal_core::MAX_HEADER_LEN + 1 == HOOKSEAL_HEADER_VALUE_SIZE);

/// One header of a request. Both belong to the caller.
#[repr(C)]
pub struct Header {
    /// Its name, in any case.
    pub name: Bytes,
    /// Its value.
    pub value: Bytes,
}

/// Finds the value of the signature header among all headers of a request, whatever the case of its
/// name. If there are several, it joins their values with ", ".
///
/// Writes the value to `out`, which has room for HOOKSEAL_HEADER_VALUE_SIZE bytes, and its length to
/// `*out_len`; no NUL follows. A longer value is cut off there, and hookseal_verify refuses it all the
/// same.
///
/// HOOKSEAL_MISSING_HEADER, with `*out_len` 0, if there is none; HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_find_header(
    headers: *const Header,
    count: usize,
    out: *mut c_char,
    out_len: *mut usize,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        let (out_len, headers) = unsafe {
            let out_len = required_mut(out_len, "out_len is null")?;
            *out_len = 0;
            (out_len, bytes::slice(headers, count, "headers is null, or longer than memory")?)
        };
        if out.is_null() {
            return Err(Failure::Misuse("out is null"));
        }
        let mut pairs = Vec::with_capacity(headers.len());
        for header in headers {
            // SAFETY: as the crate's documentation asks of every caller.
            pairs.push(unsafe { (field(&header.name)?, field(&header.value)?) });
        }
        let value = find_header(pairs).ok_or(hookseal_core::VerifyError::MissingHeader)?;
        let len = value.len().min(HOOKSEAL_HEADER_VALUE_SIZE);
        // SAFETY: `out` is not null and has that much room, as the caller says; the value is our own
        // and cannot overlap it.
        unsafe { ptr::copy_nonoverlapping(value.as_ptr().cast(), out, len) };
        *out_len = len;
        Ok(())
    })
}

unsafe fn field<'a>(bytes: &Bytes) -> Result<&'a [u8], Failure> {
    // SAFETY: the caller's promise is passed on.
    unsafe { bytes::slice(bytes.data, bytes.len, "a header is null, or longer than memory") }
}
