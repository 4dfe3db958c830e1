//! Verifies whole payloads.

use hookseal::{SignatureHeader, Verified, Verifier};
use napi::bindgen_prelude::{Either, Either3, External, Uint8Array};
use napi_derive::napi;

use crate::outcome::{self, Fault, either};
use crate::time;

/// A verifier, or what is wrong with its configuration. `tolerance` is in seconds; if absent, any
/// age is accepted.
///
/// A function and not a class: for methods, napi-rs looks up `this` under a lock on every call.
#[napi(catch_unwind)]
#[must_use]
pub fn new_verifier(
    secrets: Vec<Uint8Array>,
    tolerance: Option<f64>,
) -> Either<External<Verifier>, Fault> {
    either(Verifier::builder().tolerance_seconds(tolerance).secrets(secrets).build())
}

/// Verifies a payload. `now` is in milliseconds; if absent, the system clock is used.
///
/// Returns the timestamp alone in the usual case that the first secret signed it, because making an
/// object costs as much as hashing half a kilobyte.
#[napi(catch_unwind)]
#[must_use]
pub fn verify(
    verifier: &External<Verifier>,
    payload: &[u8],
    header: Option<String>,
    now: Option<f64>,
) -> Either3<f64, outcome::Verified, Fault> {
    let header = SignatureHeader::from(header.as_ref());
    let verdict = match now {
        Some(now) => verifier.verify_at(payload, header, time::from_js(now)),
        None => verifier.verify(payload, header),
    };
    match verdict {
        Ok(Verified { timestamp, secret_index: 0, .. }) => Either3::A(time::to_js(timestamp)),
        Ok(genuine) => Either3::B(genuine.into()),
        Err(error) => Either3::C(error.into()),
    }
}

/// Verifies a payload as `verify` does, and checks that it is an event. Returns null if it is one.
#[napi(catch_unwind)]
#[must_use]
pub fn check_event(
    verifier: &External<Verifier>,
    payload: &[u8],
    header: Option<String>,
    now: Option<f64>,
) -> Option<Fault> {
    let header = SignatureHeader::from(header.as_ref());
    let event = match now {
        Some(now) => verifier.construct_event_at(payload, header, time::from_js(now)),
        None => verifier.construct_event(payload, header),
    };
    event.err().map(Fault::from)
}

/// Checks that a payload that was verified before is an event. Returns null if it is one.
#[napi(catch_unwind)]
#[must_use]
pub fn check_stored_event(payload: &[u8]) -> Option<Fault> {
    hookseal::read_event(payload).err().map(Fault::from)
}
