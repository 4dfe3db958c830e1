//! `hookseal_sign`.

use std::ffi::c_char;
use std::ptr;

use hookseal_core::Signer;

use crate::bytes;
use crate::failure::Failure;
use crate::ffi_boundary::ffi_boundary;
use crate::status::Status;

/// What hookseal_sign writes at most: "t=", 15 digits, ", v1=", 64 hex digits and a NUL.
pub const HOOKSEAL_HEADER_SIZE: usize = 87;

/// Signs a payload as WorkOS does at `timestamp_ms` (milliseconds since the Unix epoch) and writes
/// the signature header's value, NUL-terminated: to test an endpoint with.
///
/// `out` has room for `out_size` bytes; HOOKSEAL_HEADER_SIZE is enough.
///
/// HOOKSEAL_INVALID_SECRET; HOOKSEAL_INVALID_ARGUMENT, also for a negative timestamp, one of more
/// than 15 digits, and too small an `out`.
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
        let (secret, payload) = unsafe {
            (
                bytes::slice(secret, secret_len, "secret is null, or longer than memory")?,
                bytes::payload(payload, payload_len)?,
            )
        };
        let header = Signer::new(secret)?.sign(payload, timestamp_ms)?;
        if out.is_null() || out_size <= header.len() {
            return Err(Failure::Misuse("out is null or smaller than HOOKSEAL_HEADER_SIZE"));
        }
        // SAFETY: `out` is not null and has room, as the caller says, for `out_size` bytes, which
        // is at least the header and its NUL; the header is our own and cannot overlap it.
        unsafe {
            ptr::copy_nonoverlapping(header.as_ptr().cast(), out, header.len());
            out.add(header.len()).write(0);
        }
        Ok(())
    })
}
