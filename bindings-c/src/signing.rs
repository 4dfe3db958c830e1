//! `hookseal_sign`.

use std::ffi::c_char;

use hookseal_core::Signer;

use crate::bytes;
use crate::ffi_boundary::ffi_boundary;
use crate::status::Status;

/// The most bytes that hookseal_sign writes: "t=", 15 digits, ", v1=", 64 hex digits and a NUL.
pub const HOOKSEAL_HEADER_SIZE: usize = 87;

const TOO_SMALL: &str = "out is null or too small; pass a buffer of HOOKSEAL_HEADER_SIZE bytes";

/// Signs a payload as WorkOS would at `timestamp_ms` (milliseconds since the Unix epoch), and writes
/// the value of the signature header, NUL-terminated. Use it to test an endpoint.
///
/// `out` has room for `out_size` bytes; HOOKSEAL_HEADER_SIZE is enough.
///
/// Can fail with HOOKSEAL_INVALID_SECRET, and with HOOKSEAL_INVALID_ARGUMENT, also if the timestamp is
/// negative or has more than 15 digits, or if `out` is too small.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_sign(
    secret: *const u8,
    secret_len: usize,
    payload: *const u8,
    payload_len: usize,
    timestamp_ms: i64,
    out: *mut c_char,
    out_size: usize,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let secret = bytes::slice(secret, secret_len, bytes::SECRET)?;
            let payload = bytes::payload(payload, payload_len)?;
            let header = Signer::new(secret)?.sign(payload, timestamp_ms)?;
            bytes::write_text(&header, out, out_size, TOO_SMALL)
        }
    })
}
