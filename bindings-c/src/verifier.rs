//! `hookseal_verifier`.

use std::ffi::c_char;

use hookseal_core::ConfigError;

use crate::bytes::{self, Bytes};
use crate::failure::Failure;
use crate::ffi_boundary::{clear_out, ffi_boundary, free, required};
use crate::status::Status;
use crate::verified::{Verified, write_verdict};

/// The usual tolerance, in seconds.
pub const HOOKSEAL_TOLERANCE_DEFAULT: i64 = 180;
/// Do not check the time: accept a genuine delivery of any age, and any replay of it.
pub const HOOKSEAL_TOLERANCE_NONE: i64 = -1;

// cbindgen needs the number itself.
const _: () = assert!(
    hookseal_core::DEFAULT_TOLERANCE.as_secs() == HOOKSEAL_TOLERANCE_DEFAULT.unsigned_abs()
);

pub(crate) const VERIFIER_IS_NULL: &str =
    "verifier is null; make it with hookseal_verifier_new, and check the status";

/// Verifies deliveries sent to one endpoint. Immutable: threads may share it.
pub struct Verifier(pub(crate) hookseal_core::Verifier);

/// Makes a verifier with 1 to 16 secrets; a delivery signed with any of them is genuine.
///
/// The secrets are used byte for byte and not stored. `tolerance_seconds` is how far the timestamp
/// may be from the current time, in either direction: 0 to 86400, or HOOKSEAL_TOLERANCE_NONE. On
/// success `*out` is a verifier; free it with hookseal_verifier_free. On failure `*out` is null.
///
/// Can fail with HOOKSEAL_INVALID_SECRET, HOOKSEAL_INVALID_TOLERANCE and HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verifier_new(
    secrets: *const Bytes,
    secret_count: usize,
    tolerance_seconds: i64,
    out: *mut *mut Verifier,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = clear_out(out)?;
            let verifier = hookseal_core::Verifier::builder()
                .secrets(secrets_of(secrets, secret_count)?)
                .tolerance_seconds(tolerance_of(tolerance_seconds))
                .build()?;
            *out = Box::into_raw(Box::new(Verifier(verifier)));
        }
        Ok(())
    })
}

pub(crate) unsafe fn secrets_of<'a>(
    secrets: *const Bytes,
    count: usize,
) -> Result<Vec<&'a [u8]>, Failure> {
    // Reject an impossible count before reading the array.
    if !secrets.is_null() && count > hookseal_core::MAX_SECRETS {
        return Err(ConfigError::TooManySecrets.into());
    }
    // SAFETY: the caller's promise is passed on.
    unsafe { bytes::secrets(secrets, count) }
}

/// The core's tolerance, in which none is `None`.
pub(crate) fn tolerance_of(seconds: i64) -> Option<f64> {
    #[allow(clippy::cast_precision_loss)] // a number that loses precision is out of range
    (seconds != HOOKSEAL_TOLERANCE_NONE).then_some(seconds as f64)
}

/// Frees a verifier and wipes its secrets. Null is fine. No call may be using it. Verifications that it
/// began stay valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verifier_free(verifier: *mut Verifier) {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { free(verifier) }
}

/// Verifies a delivery by the system clock. It never allocates.
///
/// `payload` is the raw request body, as received; null with length 0 is an empty one. `header` is
/// the value of HOOKSEAL_HEADER_NAME, not necessarily NUL-terminated; null is an absent one. `out`
/// may be null. HOOKSEAL_TIMESTAMP_TOO_OLD and HOOKSEAL_TIMESTAMP_IN_FUTURE set its timestamp too. Any
/// other failure does not change it.
///
/// Can fail with HOOKSEAL_MISSING_HEADER, HOOKSEAL_MALFORMED_HEADER, HOOKSEAL_NO_SIGNATURE,
/// HOOKSEAL_SIGNATURE_MISMATCH, HOOKSEAL_TIMESTAMP_TOO_OLD, HOOKSEAL_TIMESTAMP_IN_FUTURE and
/// HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verify(
    verifier: *const Verifier,
    payload: *const u8,
    payload_len: usize,
    header: *const c_char,
    header_len: usize,
    out: *mut Verified,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let verifier = required(verifier, VERIFIER_IS_NULL)?;
            let payload = bytes::payload(payload, payload_len)?;
            let header = bytes::header(header, header_len)?;
            write_verdict(verifier.0.verify(payload, header), out)
        }
    })
}

/// Like hookseal_verify, but `now_ms` (milliseconds since the Unix epoch) is the current time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verify_at(
    verifier: *const Verifier,
    payload: *const u8,
    payload_len: usize,
    header: *const c_char,
    header_len: usize,
    now_ms: i64,
    out: *mut Verified,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let verifier = required(verifier, VERIFIER_IS_NULL)?;
            let payload = bytes::payload(payload, payload_len)?;
            let header = bytes::header(header, header_len)?;
            write_verdict(verifier.0.verify_at(payload, header, now_ms), out)
        }
    })
}
