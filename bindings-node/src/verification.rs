//! Verifies a payload that arrives in chunks.

use hookseal::{SignatureHeader, Verifier};
use napi::bindgen_prelude::{Either, External};
use napi_derive::napi;

use crate::outcome::{Fault, Verified, either};
use crate::time;

/// A verification in progress. Empty once it is finished.
#[derive(Debug)]
pub struct Verification(Option<hookseal::Verification>);

/// A verification, or the fault if the header alone is refused.
#[napi(catch_unwind)]
#[must_use]
pub fn begin(
    verifier: &External<Verifier>,
    header: Option<String>,
) -> Either<External<Verification>, Fault> {
    match verifier.begin(SignatureHeader::from(header.as_ref())) {
        Ok(begun) => Either::A(External::new(Verification(Some(begun)))),
        Err(error) => Either::B(error.into()),
    }
}

/// Adds a chunk. Returns false if the verification is finished.
#[napi(catch_unwind)]
pub fn update(verification: &mut External<Verification>, chunk: &[u8]) -> bool {
    verification.0.as_mut().map(|state| state.update(chunk)).is_some()
}

/// Finishes the verification. Returns null if it was finished before. `now` is in milliseconds; if
/// absent, the system clock is used.
#[napi(catch_unwind)]
pub fn finish(
    verification: &mut External<Verification>,
    now: Option<f64>,
) -> Option<Either<Verified, Fault>> {
    let state = verification.0.take()?;
    Some(either(match now {
        Some(now) => state.finish_at(time::from_js(now)),
        None => state.finish(),
    }))
}
