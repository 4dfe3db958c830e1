//! Verifies the requests of `AuthKit` Actions and signs the answers.

use hookseal::{ActionRef, ActionVerifier, SignatureHeader, Verdict};
use napi::bindgen_prelude::{Either, External, Uint8Array};
use napi_derive::napi;

use crate::outcome::{Fault, either};
use crate::time;

/// The default tolerance of an action, in seconds.
#[napi]
#[must_use]
pub fn action_tolerance() -> f64 {
    hookseal::ACTION_TOLERANCE.as_secs_f64()
}

/// How long an adapter waits for the verdict, in milliseconds.
#[napi]
#[must_use]
#[allow(clippy::cast_precision_loss)] // far below 2^53
pub fn action_deadline_ms() -> f64 {
    hookseal::ACTION_DEADLINE.as_millis() as f64
}

/// A verifier of actions, or what is wrong with its configuration. `tolerance` is in seconds; if
/// absent, any age is accepted.
#[napi(catch_unwind)]
#[must_use]
pub fn new_action_verifier(
    secrets: Vec<Uint8Array>,
    tolerance: Option<f64>,
) -> Either<External<ActionVerifier>, Fault> {
    either(ActionVerifier::builder().tolerance_seconds(tolerance).secrets(secrets).build())
}

/// Verifies a payload as `verify` does, and checks that it is an action. Returns the index of the
/// secret that signed it.
#[napi(catch_unwind)]
#[must_use]
pub fn check_action(
    verifier: &External<ActionVerifier>,
    payload: &[u8],
    header: Option<String>,
    now: Option<f64>,
) -> Either<u32, Fault> {
    let header = SignatureHeader::from(header.as_ref());
    let action = match now {
        Some(now) => verifier.construct_action_at(payload, header, time::from_js(now)),
        None => verifier.construct_action(payload, header),
    };
    match action {
        // A verifier has at most 16 secrets.
        Ok(action) => Either::A(u32::try_from(action.secret_index()).unwrap_or(u32::MAX)),
        Err(error) => Either::B(error.into()),
    }
}

/// The body of the answer to the action with this `object`, or what is wrong with the arguments. `now`
/// is in milliseconds; if absent, the system clock is used.
#[napi(catch_unwind)]
#[must_use]
pub fn sign_response(
    verifier: &External<ActionVerifier>,
    object: String,
    secret_index: u32,
    verdict: String,
    error_message: Option<String>,
    now: Option<f64>,
) -> Either<String, Fault> {
    let action = ActionRef { object: &object, secret_index: secret_index as usize };
    let answer =
        Verdict::from_parts(&verdict, error_message.as_deref()).and_then(|verdict| match now {
            Some(now) => verifier.sign_response_at(action, verdict, time::from_js(now)),
            None => verifier.sign_response(action, verdict),
        });
    either(answer)
}

/// What is wrong with a verdict, or null.
#[napi(catch_unwind)]
#[must_use]
pub fn verdict_fault(verdict: String, error_message: Option<String>) -> Option<Fault> {
    Verdict::from_parts(&verdict, error_message.as_deref()).err().map(Fault::from)
}
