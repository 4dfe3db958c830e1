//! What an endpoint refuses before it verifies. The names are private, for the adapters only.

use hookseal::{ErrorCode, RequestFault};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Uses `setattr`, since `add` would also put the names into `__all__`.
pub(crate) fn install(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.setattr("_DEFAULT_BODY_LIMIT", hookseal::DEFAULT_BODY_LIMIT)?;
    module.setattr("_BODY_DEADLINE", hookseal::BODY_DEADLINE.as_secs_f64())?;
    module.setattr("_admit", wrap_pyfunction!(admit, module)?)?;
    module.setattr("_http_status", wrap_pyfunction!(http_status, module)?)?;
    module.setattr("_fault_message", wrap_pyfunction!(fault_message, module)?)
}

/// Judge a request by its headers. Returns the code of the fault, if there is one, and the content
/// length.
#[pyfunction]
#[pyo3(name = "_admit")]
fn admit(
    content_encoding: Option<&str>,
    content_length: Option<&str>,
    limit: u64,
) -> (Option<&'static str>, u64) {
    let [encoding, length] = [content_encoding, content_length].map(|text| text.map(str::as_bytes));
    match hookseal::admit(encoding, length, limit) {
        Ok(length) => (None, length),
        Err(fault) => (Some(fault.as_str()), 0),
    }
}

/// Return the HTTP status that answers a refusal with this code.
#[pyfunction]
#[pyo3(name = "_http_status")]
fn http_status(code: &str) -> PyResult<u16> {
    let faults = RequestFault::ALL.iter().map(|fault| (fault.as_str(), fault.http_status()));
    let errors = ErrorCode::ALL.iter().map(|error| (error.as_str(), error.http_status()));
    find(code, faults.chain(errors))
}

/// Return the message of a request fault.
#[pyfunction]
#[pyo3(name = "_fault_message")]
fn fault_message(code: &str) -> PyResult<&'static str> {
    find(code, RequestFault::ALL.iter().map(|fault| (fault.as_str(), fault.message())))
}

fn find<T>(code: &str, mut known: impl Iterator<Item = (&'static str, T)>) -> PyResult<T> {
    known
        .find_map(|(name, value)| (name == code).then_some(value))
        .ok_or_else(|| PyValueError::new_err(format!("no such code: {code:?}")))
}
