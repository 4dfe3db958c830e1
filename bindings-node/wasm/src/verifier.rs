//! Makes verifiers and verifies whole payloads.

use hookseal::{Verified, Verifier};

use crate::buffer::items;
use crate::memory::{self, Memory};
use crate::outcome::{self, Fault};
use crate::{INTERNAL_ERROR, handle, time};

/// The handle of a verifier with this list of secrets, or the negative length of the fault. Any age
/// is accepted if `has_tolerance` is 0.
#[unsafe(no_mangle)]
pub extern "C" fn new_verifier(secrets: usize, has_tolerance: u32, tolerance: f64) -> f64 {
    memory::with(|Memory { buffer, answer, verifiers, .. }| {
        let Some(list) = buffer.argument(secrets) else { return INTERNAL_ERROR };
        let tolerance = (has_tolerance != 0).then_some(tolerance);
        let made = Verifier::builder().tolerance_seconds(tolerance).secrets(items(list)).build();
        buffer.wipe(secrets);
        match made {
            Ok(verifier) => handle::of(verifiers.insert(verifier)),
            Err(error) => -answer.set(&Fault::from(error)),
        }
    })
}

/// Wipes a verifier.
#[unsafe(no_mangle)]
pub extern "C" fn free_verifier(verifier: usize) {
    memory::with(|memory| drop(memory.verifiers.try_remove(verifier)));
}

/// Verifies a payload, which follows the header in the buffer. Returns the timestamp if the first
/// secret signed it, and otherwise the negative length of the result or the fault.
#[unsafe(no_mangle)]
pub extern "C" fn verify(verifier: usize, header: usize, payload: usize, now: f64) -> f64 {
    memory::with(|Memory { buffer, answer, verifiers, .. }| {
        let (Some(verifier), Some([header, payload])) =
            (verifiers.get(verifier), buffer.arguments([header, payload]))
        else {
            return INTERNAL_ERROR;
        };
        match verifier.verify_at(payload, header, time::from_js(now)) {
            Ok(Verified { timestamp, secret_index: 0, .. }) => time::to_js(timestamp),
            Ok(genuine) => -answer.set(&outcome::Verified::from(genuine)),
            Err(error) => -answer.set(&Fault::from(error)),
        }
    })
}

/// Verifies a payload as [`verify`] does, and checks that it is an event. Returns 0 if it is one,
/// and otherwise the length of the fault.
#[unsafe(no_mangle)]
pub extern "C" fn check_event(verifier: usize, header: usize, payload: usize, now: f64) -> f64 {
    memory::with(|Memory { buffer, answer, verifiers, .. }| {
        let (Some(verifier), Some([header, payload])) =
            (verifiers.get(verifier), buffer.arguments([header, payload]))
        else {
            return INTERNAL_ERROR;
        };
        match verifier.construct_event_at(payload, header, time::from_js(now)) {
            Ok(_) => 0.0,
            Err(error) => answer.set(&Fault::from(error)),
        }
    })
}

/// Checks that a payload that was verified before is an event. Returns 0 if it is one, and
/// otherwise the length of the fault.
#[unsafe(no_mangle)]
pub extern "C" fn check_stored_event(payload: usize) -> f64 {
    memory::with(|Memory { buffer, answer, .. }| match buffer.argument(payload) {
        Some(payload) => match hookseal::read_event(payload) {
            Ok(_) => 0.0,
            Err(error) => answer.set(&Fault::from(error)),
        },
        None => INTERNAL_ERROR,
    })
}
