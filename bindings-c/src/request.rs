//! `hookseal_admit`.

use std::ffi::c_char;

use crate::bytes;
use crate::ffi_boundary::ffi_boundary;
use crate::status::Status;

/// The usual limit of a request body, in bytes: 1 MiB.
pub const HOOKSEAL_BODY_LIMIT_DEFAULT: usize = 1_048_576;

// cbindgen needs the number itself.
const _: () = assert!(hookseal_core::DEFAULT_BODY_LIMIT == HOOKSEAL_BODY_LIMIT_DEFAULT as u64);

/// How many seconds an endpoint usually waits for a whole request body.
pub const HOOKSEAL_BODY_DEADLINE_SECONDS: usize = 30;

const _: () =
    assert!(hookseal_core::BODY_DEADLINE.as_secs() == HOOKSEAL_BODY_DEADLINE_SECONDS as u64);

/// Judges a request by its headers alone. Call this before you read the body: it refuses a compressed
/// body, and one that is longer than the limit.
///
/// Pass the values of `Content-Encoding` and `Content-Length`, or null for an absent one, and the limit
/// in bytes. On success `*out` is the length that the request states. It is 0 for a chunked body, whose
/// bytes you must count as they arrive. `out` may be null.
///
/// Can fail with HOOKSEAL_UNSUPPORTED_ENCODING, HOOKSEAL_PAYLOAD_TOO_LARGE and
/// HOOKSEAL_INVALID_ARGUMENT.
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
