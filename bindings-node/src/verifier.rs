//! The verifier.

use hookseal::{SignatureHeader, Verified, Verifier};
use napi::bindgen_prelude::{Either, External, Uint8Array};
use napi_derive::napi;

use crate::outcome::Outcome;
use crate::time;

/// A verifier, or what is wrong with its configuration. `tolerance` in seconds; absent for none.
///
/// Not a class: a method call looks its receiver up in a table, and locks that, before it begins.
#[napi(catch_unwind)]
#[must_use]
pub fn new_verifier(
    secrets: Vec<Uint8Array>,
    tolerance: Option<f64>,
) -> Either<External<Verifier>, Outcome> {
    match Verifier::builder().tolerance_seconds(tolerance).secrets(secrets).build() {
        Ok(verifier) => Either::A(External::new(verifier)),
        Err(error) => Either::B(error.into()),
    }
}

/// The timestamp alone if the first secret signed it, which is nearly always; an object costs as
/// much as hashing half a kilobyte. `now` in milliseconds; absent for the system clock.
#[napi(catch_unwind)]
#[must_use]
pub fn verify(
    verifier: &External<Verifier>,
    payload: &[u8],
    header: Option<String>,
    now: Option<f64>,
) -> Either<f64, Outcome> {
    let header = SignatureHeader::from(header.as_ref());
    let verdict = match now {
        Some(now) => verifier.verify_at(payload, header, time::from_js(now)),
        None => verifier.verify(payload, header),
    };
    match verdict {
        Ok(Verified { timestamp, secret_index: 0, .. }) => Either::A(time::to_js(timestamp)),
        other => Either::B(other.into()),
    }
}

/// As `verify`, and then whether the payload is an event; absent if it is.
#[napi(catch_unwind)]
#[must_use]
pub fn check_event(
    verifier: &External<Verifier>,
    payload: &[u8],
    header: Option<String>,
    now: Option<f64>,
) -> Option<Outcome> {
    let header = SignatureHeader::from(header.as_ref());
    let event = match now {
        Some(now) => verifier.construct_event_at(payload, header, time::from_js(now)),
        None => verifier.construct_event(payload, header),
    };
    event.err().map(Outcome::from)
}
