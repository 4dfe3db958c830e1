//! Converts the header argument: the value of the signature header, or all headers of the request.

use hookseal::{HEADER_NAME, SignatureHeader, find_header};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use crate::bytes_like::{BytesLike, type_name};

/// Runs `work` on the header, which it borrows from the Python object.
pub(crate) fn with_header<T>(
    object: &Bound<'_, PyAny>,
    work: impl FnOnce(SignatureHeader<'_>) -> T,
) -> PyResult<T> {
    with_value(object, |value| work(value.into()))
}

/// Like `with_header`, with the bytes of the header's value.
pub(crate) fn with_value<T>(
    object: &Bound<'_, PyAny>,
    work: impl FnOnce(Option<&[u8]>) -> T,
) -> PyResult<T> {
    if let Some(value) = BytesLike::from_text(object)? {
        return Ok(work(Some(value.as_bytes())));
    }
    let found = if object.is_none() { None } else { find(object)? };
    Ok(work(found.as_deref()))
}

/// Finds the header's value in a mapping, a `Headers` object or a list of pairs. A `Headers` object has
/// `items()` like a mapping; of a header that was received twice it yields two items, or one with the
/// values joined.
fn find(headers: &Bound<'_, PyAny>) -> PyResult<Option<Vec<u8>>> {
    let pairs = if is_sequence(headers) {
        headers.clone()
    } else if let Some(items) = headers.getattr_opt(intern!(headers.py(), "items"))? {
        items.call0()?
    } else {
        return Err(wrong_header(headers));
    };
    let mut found = Vec::new();
    for pair in pairs.try_iter()? {
        let pair = pair?;
        if !is_sequence(&pair) || pair.len()? != 2 {
            return Err(wrong_header(headers));
        }
        // A mapping may have keys of any type. Only text can be the name of a header.
        let Some(name) = BytesLike::from_text(&pair.get_item(0)?)? else { continue };
        if is_signature_header(name.as_bytes()) {
            push_values(&mut found, &pair.get_item(1)?)?;
        }
    }
    Ok(find_header(found.iter().map(|value| (HEADER_NAME, value.as_bytes()))))
}

/// The core compares the names. WSGI (PEP 3333) and Django's `request.META` have one of their own.
fn is_signature_header(name: &[u8]) -> bool {
    find_header([(name, "")]).is_some() || name == b"HTTP_WORKOS_SIGNATURE"
}

/// Adds a value, or each value of a list, as in API Gateway's `multiValueHeaders`. Skips `None`.
fn push_values<'py>(found: &mut Vec<BytesLike<'py>>, value: &Bound<'py, PyAny>) -> PyResult<()> {
    if let Some(text) = BytesLike::from_text(value)? {
        found.push(text);
    } else if is_sequence(value) {
        for value in value.try_iter()? {
            let value = value?;
            found.push(BytesLike::from_text(&value)?.ok_or_else(|| wrong_value(&value))?);
        }
    } else if !value.is_none() {
        return Err(wrong_value(value));
    }
    Ok(())
}

fn is_sequence(object: &Bound<'_, PyAny>) -> bool {
    object.is_instance_of::<PyTuple>() || object.is_instance_of::<PyList>()
}

fn wrong_header(object: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!(
        "header must be str, bytes, None, or the request's headers as a mapping or a list of pairs, \
         not {}; pass request.headers, or the value of the {HEADER_NAME} header, several of them \
         joined with ', '",
        type_name(object),
    ))
}

fn wrong_value(value: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!(
        "the value of the {HEADER_NAME} header must be str or bytes, or a list of them, not {}; pass \
         the headers of your framework unchanged",
        type_name(value),
    ))
}
