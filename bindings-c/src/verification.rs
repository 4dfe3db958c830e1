//! `hookseal_verification`: a payload that arrives in chunks.

use std::ffi::c_char;
use std::ptr;

use crate::border::{Failure, border, free, required, required_mut};
use crate::bytes;
use crate::status::Status;
use crate::verified::{Verified, tell};
use crate::verifier::Verifier;

const NULL: &str = "verification is null";
const FINISHED: Failure = Failure::Misuse("this verification is finished; begin a new one");

/// A payload being verified as it arrives. One thread at a time may use it.
pub struct Verification(Option<hookseal_core::Verification>);

/// Starts to check a payload that arrives in chunks; `header` is as for hookseal_verify.
///
/// On success `*out` is a verification that the caller frees with hookseal_verification_free,
/// finished or not; on failure it is null. It does not need the verifier any more.
///
/// HOOKSEAL_MISSING_HEADER, HOOKSEAL_MALFORMED_HEADER, HOOKSEAL_NO_SIGNATURE,
/// HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_begin(
    verifier: *const Verifier,
    header: *const c_char,
    header_len: usize,
    out: *mut *mut Verification,
) -> Status {
    border(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = required_mut(out, "out is null")?;
            *out = ptr::null_mut();
            let verifier = required(verifier, "verifier is null")?;
            let verification = verifier.0.begin(bytes::header(header, header_len)?)?;
            *out = Box::into_raw(Box::new(Verification(Some(verification))));
        }
        Ok(())
    })
}

/// Takes the next chunk of the payload. HOOKSEAL_INVALID_ARGUMENT once it is finished.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_update(
    verification: *mut Verification,
    chunk: *const u8,
    chunk_len: usize,
) -> Status {
    border(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let chunk = bytes::payload(chunk, chunk_len)?;
            let verification = required_mut(verification, NULL)?;
            verification.0.as_mut().ok_or(FINISHED)?.update(chunk);
        }
        Ok(())
    })
}

/// Judges the whole payload by the system clock; `out` and the status are as for hookseal_verify.
///
/// Afterwards the verification can only be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_finish(
    verification: *mut Verification,
    out: *mut Verified,
) -> Status {
    border(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe { tell(take(verification)?.finish(), out) }
    })
}

/// As hookseal_verification_finish, with `now_ms` (milliseconds since the Unix epoch) for now.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_finish_at(
    verification: *mut Verification,
    now_ms: i64,
    out: *mut Verified,
) -> Status {
    border(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe { tell(take(verification)?.finish_at(now_ms), out) }
    })
}

/// Frees a verification, finished or not. Null is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_free(verification: *mut Verification) {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { free(verification) }
}

unsafe fn take(verification: *mut Verification) -> Result<hookseal_core::Verification, Failure> {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { required_mut(verification, NULL) }?.0.take().ok_or(FINISHED)
}
