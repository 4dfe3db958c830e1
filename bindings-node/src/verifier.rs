//! Verifies whole payloads.

use encoding_rs::mem::convert_utf8_to_utf16_without_replacement;
use hookseal::json::{Nothing, ReadError};
use hookseal::{SignatureHeader, Verified, Verifier, VerifyError};
use napi::bindgen_prelude::{Either, Either3, External, Result, Uint8Array};
use napi::{Env, JsString};
use napi_derive::napi;

use crate::outcome::{self, Fault, either, refusal};
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
/// object costs as much as hashing half a kilobyte. A refusal is a negative number (`fixedFaults`) or
/// a fault.
#[napi(catch_unwind)]
#[must_use]
pub fn verify(
    verifier: &External<Verifier>,
    payload: &[u8],
    header: Option<String>,
    now: Option<f64>,
) -> Either3<f64, outcome::Verified, Fault> {
    match check(verifier, payload, header.as_ref(), now) {
        Ok(Verified { timestamp, secret_index: 0, .. }) => Either3::A(time::to_js(timestamp)),
        Ok(genuine) => Either3::B(genuine.into()),
        Err(error) => match refusal(error) {
            Either::A(index) => Either3::A(index),
            Either::B(fault) => Either3::C(fault),
        },
    }
}

/// Verifies a payload as `verify` does, and checks that it is an event. Returns the payload as text, or
/// a refusal as `verify` does.
#[napi(catch_unwind)]
#[allow(clippy::missing_errors_doc)] // V8 has no memory for the text
pub fn check_event<'env>(
    env: &'env Env,
    verifier: &External<Verifier>,
    payload: &[u8],
    header: Option<String>,
    now: Option<f64>,
) -> Result<Either3<JsString<'env>, f64, Fault>> {
    match check(verifier, payload, header.as_ref(), now) {
        Ok(_) => check_stored_event(env, payload),
        Err(error) => Ok(refused(error)),
    }
}

/// Checks that a payload that was verified before is an event. Returns the same as `checkEvent`.
#[napi(catch_unwind)]
#[allow(clippy::missing_errors_doc)] // V8 has no memory for the text
pub fn check_stored_event<'env>(
    env: &'env Env,
    payload: &[u8],
) -> Result<Either3<JsString<'env>, f64, Fault>> {
    match hookseal::read_event_into(payload, &mut Nothing) {
        Ok(()) => text(env, payload).map(Either3::A),
        Err(ReadError::Payload(fault)) => Ok(refused(VerifyError::InvalidPayload(fault))),
        Err(ReadError::Builder(never)) => match never {},
    }
}

fn check(
    verifier: &Verifier,
    payload: &[u8],
    header: Option<&String>,
    now: Option<f64>,
) -> std::result::Result<Verified, VerifyError> {
    let header = SignatureHeader::from(header);
    match now {
        Some(now) => verifier.verify_at(payload, header, time::from_js(now)),
        None => verifier.verify(payload, header),
    }
}

fn refused<T>(error: VerifyError) -> Either3<T, f64, Fault> {
    match refusal(error) {
        Either::A(index) => Either3::B(index),
        Either::B(fault) => Either3::C(fault),
    }
}

/// V8 copies ASCII and UTF-16 as they are, but takes longer to decode UTF-8 than to verify it.
fn text<'env>(env: &'env Env, payload: &[u8]) -> Result<JsString<'env>> {
    if payload.is_ascii() {
        return env.create_string_latin1(payload);
    }
    let mut units = vec![0; payload.len()];
    // The core has read it as UTF-8, which has at least as many bytes as UTF-16 has units.
    let len = convert_utf8_to_utf16_without_replacement(payload, &mut units).unwrap_or_default();
    units.truncate(len);
    env.create_string_utf16(units)
}
