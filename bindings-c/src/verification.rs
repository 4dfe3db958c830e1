//! `hookseal_verification`: a payload that arrives in chunks.

use std::ffi::c_char;
use std::{mem, ptr};

use hookseal_core::RequestFault;

use crate::bytes;
use crate::event::{self, Event};
use crate::failure::Failure;
use crate::ffi_boundary::{ffi_boundary, free, required, required_mut};
use crate::status::Status;
use crate::verified::{Verified, write_verdict};
use crate::verifier::Verifier;

const NULL: &str = "verification is null";
const FINISHED: Failure = Failure::Misuse("this verification is finished; begin a new one");
const NOT_KEPT: Failure = Failure::Misuse(
    "this verification keeps no payload to read an event from; begin it with \
     hookseal_verification_begin_event",
);

/// A payload being verified as it arrives. One thread at a time may use it.
pub struct Verification {
    /// Or why no call can do anything more with it.
    open: Result<hookseal_core::Verification, Failure>,
    kept: Option<Kept>,
}

/// The payload so far, of which an event is to be read.
struct Kept {
    payload: Vec<u8>,
    limit: usize,
}

impl Verification {
    fn update(&mut self, chunk: &[u8]) -> Result<(), Failure> {
        let verification = self.open.as_mut().map_err(|why| *why)?;
        if let Some(Kept { payload, limit }) = &mut self.kept {
            if chunk.len() > limit.saturating_sub(payload.len()) {
                let fault = Failure::from(RequestFault::PayloadTooLarge);
                *payload = Vec::new();
                self.open = Err(fault);
                return Err(fault);
            }
            payload.extend_from_slice(chunk);
        }
        verification.update(chunk);
        Ok(())
    }

    fn take(&mut self) -> Result<hookseal_core::Verification, Failure> {
        let afterwards = self.open.as_ref().err().copied().unwrap_or(FINISHED);
        mem::replace(&mut self.open, Err(afterwards))
    }

    /// The verification, and the payload that it has seen.
    fn take_kept(&mut self) -> Result<(hookseal_core::Verification, Vec<u8>), Failure> {
        // A call that is wrong changes nothing.
        let Some(kept) = &mut self.kept else { return Err(NOT_KEPT) };
        let payload = mem::take(&mut kept.payload);
        Ok((self.take()?, payload))
    }
}

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
    // SAFETY: as the crate's documentation asks of every caller.
    ffi_boundary(|| unsafe { begin(verifier, header, header_len, None, out) })
}

/// As hookseal_verification_begin, and keeps the payload, so that hookseal_verification_finish_event
/// can read the event in it: at most `limit` bytes, such as HOOKSEAL_BODY_LIMIT_DEFAULT.
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

/// Takes the next chunk of the payload.
///
/// HOOKSEAL_PAYLOAD_TOO_LARGE once there is more than hookseal_verification_begin_event was told to
/// keep: the payload so far is let go, and every further call for this verification gives the same.
/// HOOKSEAL_INVALID_ARGUMENT once it is finished.
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

/// Judges the whole payload by the system clock; `out` and the status are as for hookseal_verify.
///
/// Afterwards the verification can only be freed.
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

/// As hookseal_verification_finish, with `now_ms` (milliseconds since the Unix epoch) for now.
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
/// are as for hookseal_construct_event; HOOKSEAL_PAYLOAD_TOO_LARGE besides, and
/// HOOKSEAL_INVALID_ARGUMENT if hookseal_verification_begin_event did not begin it.
///
/// Afterwards the verification can only be freed; the event does not need it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_finish_event(
    verification: *mut Verification,
    out: *mut *mut Event,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = event::cleared(out)?;
            let (verification, payload) = required_mut(verification, NULL)?.take_kept()?;
            verification.finish()?;
            event::give(hookseal_core::read_event(&payload), out)
        }
    })
}

/// As hookseal_verification_finish_event, with `now_ms` (milliseconds since the Unix epoch) for now.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_finish_event_at(
    verification: *mut Verification,
    now_ms: i64,
    out: *mut *mut Event,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = event::cleared(out)?;
            let (verification, payload) = required_mut(verification, NULL)?.take_kept()?;
            verification.finish_at(now_ms)?;
            event::give(hookseal_core::read_event(&payload), out)
        }
    })
}

/// Frees a verification, finished or not. Null is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_verification_free(verification: *mut Verification) {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { free(verification) }
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
        let out = required_mut(out, "out is null")?;
        *out = ptr::null_mut();
        let verifier = required(verifier, "verifier is null")?;
        let verification = verifier.0.begin(bytes::header(header, header_len)?)?;
        let kept = limit.map(|limit| Kept { payload: Vec::new(), limit });
        *out = Box::into_raw(Box::new(Verification { open: Ok(verification), kept }));
    }
    Ok(())
}
