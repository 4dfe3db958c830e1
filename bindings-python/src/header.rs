//! The signature header argument: `str`, `bytes` or `None`.

use hookseal::SignatureHeader;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::payload::{Payload, type_name};

/// Runs `work` on the header, borrowed from its Python object.
pub(crate) fn with_header<T>(
    object: &Bound<'_, PyAny>,
    work: impl FnOnce(SignatureHeader<'_>) -> T,
) -> PyResult<T> {
    if object.is_none() {
        return Ok(work(SignatureHeader::from(None::<&[u8]>)));
    }
    if !object.is_instance_of::<PyString>() && !object.is_instance_of::<PyBytes>() {
        return Err(PyTypeError::new_err(format!(
            "header must be str, bytes or None, not {}; pass the value of the {} header, for one \
             received several times joined with ', '",
            type_name(object),
            hookseal::HEADER_NAME,
        )));
    }
    let header = Payload::from_argument("header", object)?;
    Ok(work(SignatureHeader::from(header.as_bytes())))
}
