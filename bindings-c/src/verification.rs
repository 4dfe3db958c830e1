//! `hookseal_verification`: a payload that arrives in chunks.

use std::ffi::c_char;
use std::mem;

use hookseal_core::{RequestFault, VerifyError};

use crate::bytes;
use crate::event::{self, Event};
use crate::failure::Failure;
use crate::ffi_boundary::{clear_out, ffi_boundary, free, required, required_mut};
use crate::status::Status;
use crate::verified::{Verified, write_verdict};
use crate::verifier::{VERIFIER_IS_NULL, Verifier};

const NULL: &str =
    "verification is null; begin it with hookseal_verification_begin, and check the status";
const FINISHED: Failure = Failure::Misuse("this verification is finished; begin a new one");
const NOT_BUFFERED: Failure = Failure::Misuse(
    "this verification did not keep the payload, so no event can be read from it; begin it with \
     hookseal_verification_begin_event",
);

/// A payload being verified as it arrives. One thread at a time may use it.
pub struct Verification {
    /// The state of the verification, or the failure that every further call returns.
    state: Result<hookseal_core::Verification, Failure>,
    buffer: Option<Buffer>,
}

/// The payload so far, if an event will be read from it.
struct Buffer {
    payload: Vec<u8>,
    limit: usize,
}

impl Verification {
    fn update(&mut self, chunk: &[u8]) -> Result<(), Failure> {
        let verification = self.state.as_mut().map_err(|failure| *failure)?;
        if let Some(Buffer { payload, limit }) = &mut self.buffer {
            if chunk.len() > limit.saturating_sub(payload.len()) {
                let fault = Failure::from(RequestFault::PayloadTooLarge);
                *payload = Vec::new();
                self.state = Err(fault);
                return Err(fault);
            }
            payload.extend_from_slice(chunk);
        }
        verification.update(chunk);
        Ok(())
    }

    fn take(&mut self) -> Result<hookseal_core::Verification, Failure> {
        let afterwards = self.state.as_ref().err().copied().unwrap_or(FINISHED);
        mem::replace(&mut self.state, Err(afterwards))
    }

    /// The verification, and the payload that it has seen.
    fn take_with_payload(&mut self) -> Result<(hookseal_core::Verification, Vec<u8>), Failure> {
        // A wrong call changes nothing.
        let Some(buffer) = &mut self.buffer else { return Err(NOT_BUFFERED) };
        let payload = mem::take(&mut buffer.payload);
        Ok((self.take()?, payload))
    }
}

/// Begins to verify a payload that arrives in chunks. `header` is as for hookseal_verify.
///
/// On success `*out` is a verification; free it with hookseal_verification_free, finished or not. On
/// failure `*out` is null. The verification may outlive the verifier.
///
/// Can fail with HOOKSEAL_MISSING_HEADER, HOOKSEAL_MALFORMED_HEADER, HOOKSEAL_NO_SIGNATURE and
/// HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_begin(
    verifier: *const Verifier,
    header: *const c_char,
    header_len: usize,
    out: *mut *mut Verification,
) -> Status {
    // SAFETY: as the crate's documentation asks of every caller.
    ffi_boundary(|| unsafe { begin(verifier, header, header_len, None, out) })
}

/// Like hookseal_verification_begin, but keeps the payload, so that hookseal_verification_finish_event
/// can read the event in it. It keeps at most `limit` bytes, such as HOOKSEAL_BODY_LIMIT_DEFAULT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_begin_event(
    verifier: *const Verifier,
    header: *const c_char,
    header_len: usize,
    limit: usize,
    out: *mut *mut Verification,
) -> Status {
    // SAFETY: as the crate's documentation asks of every caller.
    ffi_boundary(|| unsafe { begin(verifier, header, header_len, Some(limit), out) })
}

/// Adds the next chunk of the payload.
///
/// Fails with HOOKSEAL_PAYLOAD_TOO_LARGE if the payload becomes longer than the limit of
/// hookseal_verification_begin_event. Then the payload is discarded, and every further call for this
/// verification fails with the same status. After it is finished, fails with
/// HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_update(
    verification: *mut Verification,
    chunk: *const u8,
    chunk_len: usize,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let chunk = bytes::payload(chunk, chunk_len)?;
            required_mut(verification, NULL)?.update(chunk)
        }
    })
}

/// Judges the whole payload by the system clock. `out` and the status are as for hookseal_verify.
///
/// Afterwards you can only free the verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_finish(
    verification: *mut Verification,
    out: *mut Verified,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe { write_verdict(required_mut(verification, NULL)?.take()?.finish(), out) }
    })
}

/// Like hookseal_verification_finish, but `now_ms` (milliseconds since the Unix epoch) is the current
/// time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_finish_at(
    verification: *mut Verification,
    now_ms: i64,
    out: *mut Verified,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe { write_verdict(required_mut(verification, NULL)?.take()?.finish_at(now_ms), out) }
    })
}

/// Judges the whole payload by the system clock, and only then reads its event. `*out` and the status
/// are as for hookseal_construct_event. It can also fail with HOOKSEAL_PAYLOAD_TOO_LARGE, and with
/// HOOKSEAL_INVALID_ARGUMENT if the verification was not begun with
/// hookseal_verification_begin_event.
///
/// Afterwards you can only free the verification. The event may outlive it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_finish_event(
    verification: *mut Verification,
    out: *mut *mut Event,
) -> Status {
    // SAFETY: as the crate's documentation asks of every caller.
    ffi_boundary(|| unsafe { finish_event(verification, out, hookseal_core::Verification::finish) })
}

/// Like hookseal_verification_finish_event, but `now_ms` (milliseconds since the Unix epoch) is the
/// current time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_finish_event_at(
    verification: *mut Verification,
    now_ms: i64,
    out: *mut *mut Event,
) -> Status {
    // SAFETY: as the crate's documentation asks of every caller.
    ffi_boundary(|| unsafe {
        finish_event(verification, out, |verification| verification.finish_at(now_ms))
    })
}

/// Frees a verification, finished or not. Null is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_free(verification: *mut Verification) {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { free(verification) }
}

unsafe fn finish_event(
    verification: *mut Verification,
    out: *mut *mut Event,
    judge: impl FnOnce(hookseal_core::Verification) -> Result<hookseal_core::Verified, VerifyError>,
) -> Result<(), Failure> {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe {
        let out = clear_out(out)?;
        let (verification, payload) = required_mut(verification, NULL)?.take_with_payload()?;
        judge(verification)?;
        event::write_event(hookseal_core::read_event(&payload), out)
    }
}

unsafe fn begin(
    verifier: *const Verifier,
    header: *const c_char,
    header_len: usize,
    limit: Option<usize>,
    out: *mut *mut Verification,
) -> Result<(), Failure> {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe {
        let out = clear_out(out)?;
        let verifier = required(verifier, VERIFIER_IS_NULL)?;
        let verification = verifier.0.begin(bytes::header(header, header_len)?)?;
        let buffer = limit.map(|limit| Buffer { payload: Vec::new(), limit });
        *out = Box::into_raw(Box::new(Verification { state: Ok(verification), buffer }));
    }
    Ok(())
}
