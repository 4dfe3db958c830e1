//! Verifies a payload that arrives in chunks.

use crate::memory::{self, Memory};
use crate::outcome::{Fault, Verified};
use crate::{INTERNAL_ERROR, handle, time};

/// The handle of a verification, or the negative length of the fault if the header alone is
/// refused.
#[unsafe(no_mangle)]
pub extern "C" fn begin(verifier: usize, header: usize) -> f64 {
    memory::with(|Memory { buffer, answer, verifiers, verifications, .. }| {
        let (Some(verifier), Some(header)) = (verifiers.get(verifier), buffer.argument(header))
        else {
            return INTERNAL_ERROR;
        };
        match verifier.begin(header) {
            Ok(begun) => handle::of(verifications.insert(begun)),
            Err(error) => -answer.set(&Fault::from(error)),
        }
    })
}

/// Adds a chunk. Returns 0 if there is no such verification.
#[unsafe(no_mangle)]
pub extern "C" fn update(verification: usize, chunk: usize) -> f64 {
    memory::with(|Memory { buffer, verifications, .. }| {
        let Some(verification) = verifications.get_mut(verification) else { return 0.0 };
        let Some(chunk) = buffer.argument(chunk) else { return INTERNAL_ERROR };
        verification.update(chunk);
        1.0
    })
}

/// Finishes the verification, and frees its handle. Returns the length of the result or the fault,
/// or 0 if there is no such verification.
#[unsafe(no_mangle)]
pub extern "C" fn finish(verification: usize, now: f64) -> f64 {
    memory::with(|Memory { answer, verifications, .. }| {
        match verifications.try_remove(verification).map(|it| it.finish_at(time::from_js(now))) {
            Some(Ok(verified)) => answer.set(&Verified::from(verified)),
            Some(Err(error)) => answer.set(&Fault::from(error)),
            None => 0.0,
        }
    })
}

/// Wipes a verification that is not finished.
#[unsafe(no_mangle)]
pub extern "C" fn free_verification(verification: usize) {
    memory::with(|memory| drop(memory.verifications.try_remove(verification)));
}
