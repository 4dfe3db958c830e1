//! Signing, to test an endpoint with.

use hookseal::Signer;
use napi_derive::napi;

use crate::outcome::Outcome;
use crate::time;

/// `timestamp` in milliseconds; absent for now.
#[napi(catch_unwind)]
#[must_use]
pub fn sign(secret: &[u8], payload: &[u8], timestamp: Option<f64>) -> Outcome {
    let signer = match Signer::new(secret) {
        Ok(signer) => signer,
        Err(error) => return error.into(),
    };
    let header = match timestamp {
        Some(timestamp) => signer.sign(payload, time::from_js(timestamp)),
        None => Ok(signer.sign_now(payload)),
    };
    match header {
        Ok(header) => Outcome { header: Some(header), ..Outcome::default() },
        Err(error) => error.into(),
    }
}
