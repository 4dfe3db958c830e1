//! The header argument: the signature header's value, or all of the request's headers.

use hookseal::{HEADER_NAME, SignatureHeader, find_header};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use crate::payload::{Payload, type_name};

/// Runs `work` on the header, borrowed from its Python object.
pub(crate) fn with_header<T>(
    object: &Bound<'_, PyAny>,
    work: impl FnOnce(SignatureHeader<'_>) -> T,
) -> PyResult<T> {
    if let Some(value) = Payload::from_text(object)? {
        return Ok(work(value.as_bytes().into()));
    }
    let found = if object.is_none() { None } else { find(object)? };
    Ok(work(found.as_deref().into()))
}

/// The header's value among a mapping, a `Headers` object (which has `items()` too, with a name that
/// was received twice there twice or joined), or a list of pairs.
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
        // Names of mappings may be of any type, and those of other types are other names.
        let Some(name) = Payload::from_text(&pair.get_item(0)?)? else { continue };
        if is_signature_header(name.as_bytes()) {
            push_values(&mut found, &pair.get_item(1)?)?;
        }
    }
    Ok(find_header(found.iter().map(|value| (HEADER_NAME, value.as_bytes()))))
}

/// As the core compares names.
fn is_signature_header(name: &[u8]) -> bool {
    find_header([(name, "")]).is_some()
}

/// A value, or a list of them as in API Gateway's `multiValueHeaders`; `None` stands for no value.
fn push_values<'py>(found: &mut Vec<Payload<'py>>, value: &Bound<'py, PyAny>) -> PyResult<()> {
    if let Some(text) = Payload::from_text(value)? {
        found.push(text);
    } else if is_sequence(value) {
        for value in value.try_iter()? {
            let value = value?;
            found.push(Payload::from_text(&value)?.ok_or_else(|| wrong_value(&value))?);
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
         not {}; pass request.headers, or the value of the {HEADER_NAME} header, for one received \
         several times joined with ', '",
        type_name(object),
    ))
}

fn wrong_value(value: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!(
        "the value of the {HEADER_NAME} header must be str or bytes, or a list of them, not {}; pass \
         the headers as your framework has them",
        type_name(value),
    ))
}
