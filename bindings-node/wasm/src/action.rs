//! Verifies the requests of `AuthKit` Actions and signs the answers.

use hookseal::{ActionRef, ActionVerifier, ResponseError, Verdict};

use crate::buffer::items;
use crate::memory::{self, Memory};
use crate::outcome::Fault;
use crate::{INTERNAL_ERROR, handle, time};

/// The handle of a verifier of actions, or the negative length of the fault; as `new_verifier`.
#[unsafe(no_mangle)]
pub extern "C" fn new_action_verifier(secrets: usize, has_tolerance: u32, tolerance: f64) -> f64 {
    memory::with(|Memory { buffer, answer, action_verifiers, .. }| {
        let Some(list) = buffer.argument(secrets) else { return INTERNAL_ERROR };
        let tolerance = (has_tolerance != 0).then_some(tolerance);
        let builder = ActionVerifier::builder().tolerance_seconds(tolerance);
        let made = builder.secrets(items(list)).build();
        buffer.wipe(secrets);
        match made {
            Ok(verifier) => handle::of(action_verifiers.insert(verifier)),
            Err(error) => -answer.set(&Fault::from(error)),
        }
    })
}

/// Wipes a verifier of actions.
#[unsafe(no_mangle)]
pub extern "C" fn free_action_verifier(verifier: usize) {
    memory::with(|memory| drop(memory.action_verifiers.try_remove(verifier)));
}

/// Verifies a payload, which follows the header in the buffer, and checks that it is an action.
/// Returns the index of the secret that signed it, or the negative length of the fault.
#[unsafe(no_mangle)]
pub extern "C" fn check_action(verifier: usize, header: usize, payload: usize, now: f64) -> f64 {
    memory::with(|Memory { buffer, answer, action_verifiers, .. }| {
        let (Some(verifier), Some([header, payload])) =
            (action_verifiers.get(verifier), buffer.arguments([header, payload]))
        else {
            return INTERNAL_ERROR;
        };
        match verifier.construct_action_at(payload, header, time::from_js(now)) {
            Ok(action) => handle::of(action.secret_index()),
            Err(error) => -answer.set(&Fault::from(error)),
        }
    })
}

/// Signs the answer to an action, by a list of its `object`, the verdict and perhaps the message.
/// Returns the length of the answer or of the fault.
#[unsafe(no_mangle)]
pub extern "C" fn sign_response(
    verifier: usize,
    texts: usize,
    secret_index: usize,
    now: f64,
) -> f64 {
    memory::with(|Memory { buffer, answer, action_verifiers, .. }| {
        let (Some(verifier), Some(list)) = (action_verifiers.get(verifier), buffer.argument(texts))
        else {
            return INTERNAL_ERROR;
        };
        let mut texts = items(list).map(core::str::from_utf8);
        let (Some(Ok(object)), Some(Ok(verdict))) = (texts.next(), texts.next()) else {
            return INTERNAL_ERROR;
        };
        let Ok(message) = texts.next().transpose() else { return INTERNAL_ERROR };
        let action = ActionRef { object, secret_index };
        let signed = Verdict::from_parts(verdict, message)
            .and_then(|verdict| verifier.sign_response_at(action, verdict, time::from_js(now)));
        match signed {
            Ok(body) => answer.set(&body),
            Err(error) => answer.set(&Fault::from(error)),
        }
    })
}

/// Checks a list of a verdict and perhaps a message. Returns the length of the fault, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn verdict_fault(texts: usize) -> f64 {
    memory::with(|Memory { buffer, answer, .. }| {
        let Some(list) = buffer.argument(texts) else { return INTERNAL_ERROR };
        let mut texts = items(list).map(core::str::from_utf8);
        let Some(Ok(verdict)) = texts.next() else { return INTERNAL_ERROR };
        let Ok(message) = texts.next().transpose() else { return INTERNAL_ERROR };
        match Verdict::from_parts(verdict, message) {
            Ok(_) => 0.0,
            Err(error) => answer.set(&Fault::from(error)),
        }
    })
}

impl From<ResponseError> for Fault {
    fn from(error: ResponseError) -> Self {
        Self::of_arguments(&error)
    }
}
