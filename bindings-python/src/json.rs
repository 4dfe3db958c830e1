//! Parses JSON objects with Python's own `json`.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};

/// Created on first use, so that a program that only verifies never imports `json`.
static DECODE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Parses an object that the core has accepted.
pub(crate) fn decode_object<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyDict>> {
    let text = PyString::new(py, json.trim_ascii_start());
    let decode = DECODE.get_or_try_init(py, || decoder(py, None))?.bind(py);
    let decoded = match decode.call1((&text,)) {
        // int() refuses more than 4300 digits, which JSON allows.
        Err(error) if error.is_instance_of::<PyValueError>(py) => {
            let parse_int = py.import("hookseal._integers")?.getattr("parse_int")?;
            decoder(py, Some(parse_int))?.call1(py, (&text,))?.into_bound(py)
        }
        decoded => decoded?,
    };
    Ok(decoded.get_item(0)?.cast_into()?)
}

/// Returns `JSONDecoder.raw_decode`: it takes text that begins with JSON, and returns a tuple of the
/// value and where it ends.
fn decoder(py: Python<'_>, parse_int: Option<Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
    let options = PyDict::new(py);
    options.set_item("parse_int", parse_int)?;
    let decoder = py.import("json")?.getattr("JSONDecoder")?.call((), Some(&options))?;
    Ok(decoder.getattr("raw_decode")?.unbind())
}
