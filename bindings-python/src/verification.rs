//! `hookseal.Verification`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::MutexExt;

use crate::arguments::Instant;
use crate::bytes_like::BytesLike;
use crate::errors::Error;
use crate::verified::Verified;

/// Verifies a payload chunk by chunk. Verifier.begin() creates it.
#[pyclass(frozen, module = "hookseal")]
pub(crate) struct Verification(Mutex<Option<hookseal::Verification>>);

impl From<hookseal::Verification> for Verification {
    fn from(verification: hookseal::Verification) -> Self {
        Self(Mutex::new(Some(verification)))
    }
}

impl Verification {
    /// Ignores a poisoned lock: nothing panics while it is held.
    fn lock(&self, py: Python<'_>) -> MutexGuard<'_, Option<hookseal::Verification>> {
        self.0.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Verification {
    /// Add the next chunk of the payload.
    fn update(&self, py: Python<'_>, chunk: &Bound<'_, PyAny>) -> Result<(), Error> {
        let chunk = BytesLike::from_argument("chunk", chunk)?;
        // Takes it out of the lock, which must not be held while other threads run.
        let mut verification = self.lock(py).take().ok_or_else(finished)?;
        let verification = chunk.with_bytes(py, |bytes| {
            verification.update(bytes);
            verification
        });
        *self.lock(py) = Some(verification);
        Ok(())
    }

    /// Judge the whole payload. Raises and returns the same as Verifier.verify().
    #[pyo3(signature = (*, now = None))]
    fn finish(&self, py: Python<'_>, now: Option<Instant>) -> Result<Verified, Error> {
        let verification = self.lock(py).take().ok_or_else(finished)?;
        let verified = match now {
            Some(Instant(now_ms)) => verification.finish_at(now_ms),
            None => verification.finish(),
        }?;
        Ok(verified.into())
    }

    fn __repr__(&self) -> &'static str {
        "<hookseal.Verification>"
    }
}

fn finished() -> PyErr {
    PyValueError::new_err(
        "this verification is finished, or in use by another thread; begin a new one",
    )
}
