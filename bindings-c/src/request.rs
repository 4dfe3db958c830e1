//! `hookseal_admit`.

use std::ffi::c_char;

use crate::bytes;
use crate::ffi_boundary::ffi_boundary;
use crate::status::Status;

/// How many bytes of body an endpoint takes unless told otherwise: 1 MiB.
pub const HOOKSEAL_BODY_LIMIT_DEFAULT: usize = 1_048_576;

// cbindgen needs the number itself.
const _: () = assert!(hookseal_core::DEFAULT_BODY_LIMIT == HOOKSEAL_BODY_LIMIT_DEFAULT as u64);

/// Judges a request by its headers alone, so that what is refused anyway need not be read.
///
/// Takes the values of `Content-Encoding` and `Content-Length`, null for an absent one, and the limit
/// in bytes. On success `*out`, which may be null, is the length that the request states: 0 for a
/// chunked body, which is to be counted as it arrives.
///
/// HOOKSEAL_UNSUPPORTED_ENCODING, HOOKSEAL_PAYLOAD_TOO_LARGE, HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_admit(
    content_encoding: *const c_char,
    content_encoding_len: usize,
    content_length: *const c_char,
    content_length_len: usize,
    limit: u64,
    out: *mut u64,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let encoding = bytes::value(content_encoding, content_encoding_len)?;
            let length = bytes::value(content_length, content_length_len)?;
            let stated = hookseal_core::admit(encoding, length, limit)?;
            if let Some(out) = out.as_mut() {
                *out = stated;
            }
        }
        Ok(())
    })
}
