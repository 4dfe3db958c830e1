//! `hookseal.sign`.

use hookseal::Signer;
use pyo3::prelude::*;

use crate::arguments::{Instant, single_secret};
use crate::bytes_like::BytesLike;
use crate::errors::Error;

/// Sign a payload as WorkOS does and return the header's value, to test an endpoint.
///
/// `timestamp` is in milliseconds since the epoch or an aware datetime; it defaults to now.
#[pyfunction]
#[pyo3(signature = (secret, payload, *, timestamp = None))]
pub(crate) fn sign(
    py: Python<'_>,
    secret: &Bound<'_, PyAny>,
    payload: &Bound<'_, PyAny>,
    timestamp: Option<Instant>,
) -> Result<String, Error> {
    let signer = Signer::new(single_secret(secret)?.as_bytes())?;
    let payload = BytesLike::from_argument("payload", payload)?;
    match timestamp {
        Some(Instant(timestamp_ms)) => {
            Ok(payload.with_bytes(py, |bytes| signer.sign(bytes, timestamp_ms))?)
        }
        None => Ok(payload.with_bytes(py, |bytes| signer.sign_now(bytes))),
    }
}
