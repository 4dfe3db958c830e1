//! `hookseal_action_verifier` and `hookseal_action`.

use std::ffi::{c_char, c_uint};

use hookseal_core::{ResponseError, Verdict, VerifyError};

use crate::bytes::{self, Bytes};
use crate::envelope::{self, Terminated};
use crate::failure::Failure;
use crate::ffi_boundary::{clear_out, ffi_boundary, free, required};
use crate::status::Status;
use crate::verifier::{secrets_of, tolerance_of};

/// The usual tolerance of an action, in seconds.
pub const HOOKSEAL_ACTION_TOLERANCE_DEFAULT: i64 = 30;
/// Enough for the answer to every action that WorkOS has today, with its NUL.
pub const HOOKSEAL_ACTION_RESPONSE_SIZE: usize = 4096;

// cbindgen needs the number itself.
const _: () = assert!(
    hookseal_core::ACTION_TOLERANCE.as_secs() == HOOKSEAL_ACTION_TOLERANCE_DEFAULT.unsigned_abs()
);
// A character of the message takes at most six bytes as JSON, and all the rest far fewer than these.
const _: () =
    assert!(6 * hookseal_core::MAX_ERROR_MESSAGE_LEN + 1000 < HOOKSEAL_ACTION_RESPONSE_SIZE);

const VERIFIER_IS_NULL: &str =
    "verifier is null; make it with hookseal_action_verifier_new, and check the status";
const ACTION_IS_NULL: &str =
    "action is null; make it with hookseal_construct_action, and check the status";

/// The answer to an action.
#[repr(C)]
#[derive(Clone, Copy)]
#[allow(clippy::enum_variant_names)] // cbindgen makes them HOOKSEAL_DENY, ...
pub enum AnswerVerdict {
    /// The user may not sign in or register.
    HooksealDeny = 0,
    /// The user may.
    HooksealAllow = 1,
}

/// A verdict that C passes in, which may be any number.
pub type AnyVerdict = c_uint;

/// Verifies the requests of one AuthKit Actions endpoint, and signs the answers. Immutable: threads may
/// share it.
pub struct ActionVerifier(hookseal_core::ActionVerifier);

/// An action, with a copy of the payload that it was read from. Immutable: threads may share it.
pub struct Action {
    envelope: hookseal_core::Action<'static>,
    id: Terminated,
    object: Terminated,
}

/// Makes a verifier of actions, as hookseal_verifier_new makes one of deliveries. An action endpoint has
/// a secret of its own; its usual tolerance is HOOKSEAL_ACTION_TOLERANCE_DEFAULT. Free it with
/// hookseal_action_verifier_free.
///
/// Can fail with HOOKSEAL_INVALID_SECRET, HOOKSEAL_INVALID_TOLERANCE and HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_action_verifier_new(
    secrets: *const Bytes,
    secret_count: usize,
    tolerance_seconds: i64,
    out: *mut *mut ActionVerifier,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = clear_out(out)?;
            let verifier = hookseal_core::ActionVerifier::builder()
                .secrets(secrets_of(secrets, secret_count)?)
                .tolerance_seconds(tolerance_of(tolerance_seconds))
                .build()?;
            *out = Box::into_raw(Box::new(ActionVerifier(verifier)));
        }
        Ok(())
    })
}

/// Frees a verifier of actions and wipes its secrets. Null is fine. No call may be using it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_action_verifier_free(verifier: *mut ActionVerifier) {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { free(verifier) }
}

/// Verifies a request by the system clock, as hookseal_verify does, and only then reads its action.
///
/// On success `*out` is an action; free it with hookseal_action_free. On failure `*out` is null. The
/// payload is copied before it is verified.
///
/// Returns any status of hookseal_verify, or HOOKSEAL_INVALID_PAYLOAD if the payload is genuine but not
/// an action.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_construct_action(
    verifier: *const ActionVerifier,
    payload: *const u8,
    payload_len: usize,
    header: *const c_char,
    header_len: usize,
    out: *mut *mut Action,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = clear_out(out)?;
            let verifier = required(verifier, VERIFIER_IS_NULL)?;
            let payload = bytes::payload(payload, payload_len)?.to_vec();
            let header = bytes::header(header, header_len)?;
            write_action(verifier.0.construct_action(&payload, header), out)
        }
    })
}

/// Like hookseal_construct_action, but `now_ms` (milliseconds since the Unix epoch) is the current time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_construct_action_at(
    verifier: *const ActionVerifier,
    payload: *const u8,
    payload_len: usize,
    header: *const c_char,
    header_len: usize,
    now_ms: i64,
    out: *mut *mut Action,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = clear_out(out)?;
            let verifier = required(verifier, VERIFIER_IS_NULL)?;
            let payload = bytes::payload(payload, payload_len)?.to_vec();
            let header = bytes::header(header, header_len)?;
            write_action(verifier.0.construct_action_at(&payload, header, now_ms), out)
        }
    })
}

/// The action's own id.
///
/// Valid until the action is freed. A NUL follows it. It may also contain a NUL, so `len` is the only
/// sure end. For a null action, `data` is null and `len` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_action_id(action: *const Action) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { action.as_ref() }.map_or(Bytes::NONE, |action| action.id.bytes())
}

/// Which action it is: "authentication_action_context" or "user_registration_action_context"; new ones
/// may appear over time.
///
/// Valid until the action is freed. A NUL follows it. It may also contain a NUL, so `len` is the only
/// sure end. For a null action, `data` is null and `len` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_action_object(action: *const Action) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { action.as_ref() }.map_or(Bytes::NONE, |action| action.object.bytes())
}

/// The JSON text of a member of the action: "user", "ip_address" or any other. A string includes its
/// quotes. If a member occurs twice, this is the last one.
///
/// Valid until the action is freed. No NUL follows it. If the member is absent, or the action or the
/// name is null, `data` is null and `len` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_action_member(
    action: *const Action,
    name: *const c_char,
) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { envelope::member(action, name, |action, name| action.envelope.get(name)) }
}

/// The JSON that the action was read from, byte for byte as it was signed.
///
/// Valid until the action is freed. No NUL follows it. For a null action, `data` is null and `len` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_action_payload(action: *const Action) -> Bytes {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { action.as_ref() }
        .map_or(Bytes::NONE, |action| Bytes::of(action.envelope.payload().as_bytes()))
}

/// Frees an action. All bytes that its functions returned become invalid. Null is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_action_free(action: *mut Action) {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { free(action) }
}

/// Writes the signed answer to an action, NUL-terminated, by the system clock. Answer the request with
/// status 200, the content type application/json and this text, unchanged.
///
/// `verdict` is HOOKSEAL_ALLOW or HOOKSEAL_DENY. `error_message` is what the user is told with
/// HOOKSEAL_DENY: UTF-8 of at most 500 characters; null is none. `out` has room for `out_size` bytes;
/// HOOKSEAL_ACTION_RESPONSE_SIZE is enough.
///
/// Can fail with HOOKSEAL_INVALID_ARGUMENT, also if `out` is too small, or if the message is too long
/// or goes with HOOKSEAL_ALLOW.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_sign_action_response(
    verifier: *const ActionVerifier,
    action: *const Action,
    verdict: AnyVerdict,
    error_message: *const c_char,
    error_message_len: usize,
    out: *mut c_char,
    out_size: usize,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let verifier = required(verifier, VERIFIER_IS_NULL)?;
            let action = required(action, ACTION_IS_NULL)?;
            let verdict = to_verdict(verdict, error_message, error_message_len)?;
            write_answer(&verifier.0.sign_response(&action.envelope, verdict)?, out, out_size)
        }
    })
}

/// Like hookseal_sign_action_response, but `now_ms` (milliseconds since the Unix epoch) is the current
/// time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_sign_action_response_at(
    verifier: *const ActionVerifier,
    action: *const Action,
    verdict: AnyVerdict,
    error_message: *const c_char,
    error_message_len: usize,
    now_ms: i64,
    out: *mut c_char,
    out_size: usize,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let verifier = required(verifier, VERIFIER_IS_NULL)?;
            let action = required(action, ACTION_IS_NULL)?;
            let verdict = to_verdict(verdict, error_message, error_message_len)?;
            let answer = verifier.0.sign_response_at(&action.envelope, verdict, now_ms)?;
            write_answer(&answer, out, out_size)
        }
    })
}

unsafe fn to_verdict<'a>(
    verdict: AnyVerdict,
    message: *const c_char,
    message_len: usize,
) -> Result<Verdict<'a>, Failure> {
    const ALLOW: AnyVerdict = AnswerVerdict::HooksealAllow as AnyVerdict;
    const DENY: AnyVerdict = AnswerVerdict::HooksealDeny as AnyVerdict;
    // SAFETY: the caller's promise is passed on.
    let message = unsafe { bytes::value(message, message_len) }?
        .map(std::str::from_utf8)
        .transpose()
        .map_err(|_| Failure::Misuse("error_message is not UTF-8"))?;
    let name = match verdict {
        ALLOW => "Allow",
        DENY => "Deny",
        _ => return Err(ResponseError::UnknownVerdict.into()),
    };
    Ok(Verdict::from_parts(name, message)?)
}

unsafe fn write_answer(answer: &str, out: *mut c_char, out_size: usize) -> Result<(), Failure> {
    const TOO_SMALL: &str =
        "out is null or too small; pass a buffer of HOOKSEAL_ACTION_RESPONSE_SIZE bytes";
    // SAFETY: the caller's promise is passed on.
    unsafe { bytes::write_text(answer, out, out_size, TOO_SMALL) }
}

/// Moves the action to the caller.
fn write_action(
    read: Result<hookseal_core::Action<'_>, VerifyError>,
    out: &mut *mut Action,
) -> Result<(), Failure> {
    let envelope = read?.into_owned();
    let (id, object) = (Terminated::new(envelope.id()), Terminated::new(envelope.object()));
    *out = Box::into_raw(Box::new(Action { envelope, id, object }));
    Ok(())
}
