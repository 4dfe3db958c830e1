//! `hookseal.Verified`.

use pyo3::prelude::*;

/// The result of a successful verification.
///
/// `timestamp` is when the delivery was issued, in milliseconds since the epoch. `secret_index` is
/// which of the verifier's secrets signed it, counted from 0.
#[pyclass(frozen, get_all, eq, hash, module = "hookseal")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Verified {
    timestamp: i64,
    secret_index: usize,
}

impl From<hookseal::Verified> for Verified {
    fn from(verified: hookseal::Verified) -> Self {
        Self { timestamp: verified.timestamp, secret_index: verified.secret_index }
    }
}

#[pymethods]
impl Verified {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("timestamp", "secret_index")
    }

    #[new]
    fn new(timestamp: i64, secret_index: usize) -> Self {
        Self { timestamp, secret_index }
    }

    fn __getnewargs__(&self) -> (i64, usize) {
        (self.timestamp, self.secret_index)
    }

    fn __repr__(&self) -> String {
        format!("Verified(timestamp={}, secret_index={})", self.timestamp, self.secret_index)
    }
}
