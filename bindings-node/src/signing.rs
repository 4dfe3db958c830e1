//! Signs payloads, to test an endpoint.

use hookseal::Signer;
use napi::bindgen_prelude::Either;
use napi_derive::napi;

use crate::outcome::{Fault, either};
use crate::time;

/// The header's value. `timestamp` is in milliseconds; if absent, the system clock is used.
#[napi(catch_unwind)]
#[must_use]
pub fn sign(secret: &[u8], payload: &[u8], timestamp: Option<f64>) -> Either<String, Fault> {
    let signer = match Signer::new(secret) {
        Ok(signer) => signer,
        Err(error) => return Either::B(error.into()),
    };
    match timestamp {
        Some(timestamp) => either(signer.sign(payload, time::from_js(timestamp))),
        None => Either::A(signer.sign_now(payload)),
    }
}
