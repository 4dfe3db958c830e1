//! Converts the core's errors to Python exceptions. Their classes are in `_errors.py`.

use hookseal::json::ReadError;
use hookseal::{ConfigError, ErrorCode, VerifyError};
use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};
use pyo3::{PyClass, PyClassInitializer};

/// The class of a verification error, or `None` if the code belongs to another kind of error.
const fn class_name(code: ErrorCode) -> Option<&'static str> {
    match code {
        ErrorCode::MissingHeader => Some("MissingHeaderError"),
        ErrorCode::MalformedHeader => Some("MalformedHeaderError"),
        ErrorCode::NoSignature => Some("NoSignatureError"),
        ErrorCode::SignatureMismatch => Some("SignatureMismatchError"),
        ErrorCode::TimestampTooOld => Some("TimestampTooOldError"),
        ErrorCode::TimestampInFuture => Some("TimestampInFutureError"),
        ErrorCode::InvalidPayload => Some("InvalidPayloadError"),
        _ => None,
    }
}

// Every code has a class, but for the two of a configuration: a new code cannot be forgotten here.
#[allow(clippy::indexing_slicing)] // the compiler runs it
const _: () = {
    let (mut at, mut classes) = (0, 0);
    while at < ErrorCode::ALL.len() {
        classes += class_name(ErrorCode::ALL[at]).is_some() as usize;
        at += 1;
    }
    assert!(classes + 2 == ErrorCode::ALL.len());
};

/// Sets the `code` of each class here, so that `_errors.py` does not repeat the core's codes.
pub(crate) fn install_codes(py: Python<'_>) -> PyResult<()> {
    for code in ErrorCode::ALL {
        if let Some(name) = class_name(code) {
            class(py, name)?.setattr("code", code.as_str())?;
        }
    }
    Ok(())
}

/// An error that is not a Python exception yet: converting it needs the interpreter.
pub(crate) enum Error {
    Verify(VerifyError),
    Config(ConfigError),
    Python(PyErr),
}

impl From<VerifyError> for Error {
    fn from(error: VerifyError) -> Self {
        Self::Verify(error)
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<ReadError<PyErr>> for Error {
    fn from(error: ReadError<PyErr>) -> Self {
        match error {
            ReadError::Payload(fault) => Self::Verify(VerifyError::InvalidPayload(fault)),
            ReadError::Builder(error) => Self::Python(error),
        }
    }
}

impl From<PyErr> for Error {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<hookseal::TimestampOutOfRange> for Error {
    fn from(error: hookseal::TimestampOutOfRange) -> Self {
        Self::Python(PyValueError::new_err(error.to_string()))
    }
}

impl From<hookseal::ResponseError> for Error {
    fn from(error: hookseal::ResponseError) -> Self {
        Self::Python(PyValueError::new_err(error.to_string()))
    }
}

impl From<hookseal::PatternError> for Error {
    fn from(error: hookseal::PatternError) -> Self {
        Self::Python(PyValueError::new_err(error.to_string()))
    }
}

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        let raised = Python::attach(|py| match error {
            Error::Verify(error) => verification_error(py, error),
            Error::Config(error) => configuration_error(py, error),
            Error::Python(error) => Ok(error),
        });
        raised.unwrap_or_else(|failure| failure)
    }
}

/// The classes and messages of the errors that are the same for every delivery.
static FIXED: [PyOnceLock<(Py<PyType>, Py<PyString>)>; VerifyError::FIXED.len()] =
    [const { PyOnceLock::new() }; VerifyError::FIXED.len()];

/// Anyone can cause refusals, so their classes and messages are looked up once.
fn verification_error(py: Python<'_>, error: VerifyError) -> PyResult<PyErr> {
    if let Some(fixed) = error.fixed_index().and_then(|index| FIXED.get(index)) {
        let (class, message) = fixed.get_or_try_init(py, || {
            let message = PyString::new(py, &error.to_string()).unbind();
            Ok::<_, PyErr>((class_of(py, error)?.unbind(), message))
        })?;
        return Ok(PyErr::from_value(class.bind(py).call1((message,))?));
    }
    let exception = class_of(py, error)?.call1((error.to_string(),))?;
    if let Some(timestamp) = error.timestamp() {
        exception.setattr(intern!(py, "timestamp"), timestamp)?;
        exception.setattr(intern!(py, "difference_ms"), error.difference_ms())?;
    }
    Ok(PyErr::from_value(exception))
}

fn class_of(py: Python<'_>, error: VerifyError) -> PyResult<Bound<'_, PyType>> {
    class(py, class_name(error.code()).unwrap_or("VerificationError"))
}

/// What was read, or its refusal as the adapters get it, without an exception: a tuple of the code,
/// the message and the age in milliseconds.
pub(crate) fn returned<T: PyClass + Into<PyClassInitializer<T>>>(
    py: Python<'_>,
    outcome: Result<T, Error>,
) -> PyResult<Bound<'_, PyAny>> {
    match outcome {
        Ok(value) => Ok(Bound::new(py, value)?.into_any()),
        Err(Error::Verify(error)) => {
            let refusal = (error.code().as_str(), error.to_string(), error.age_ms());
            Ok(refusal.into_pyobject(py)?.into_any())
        }
        Err(error) => Err(error.into()),
    }
}

fn configuration_error(py: Python<'_>, error: ConfigError) -> PyResult<PyErr> {
    let exception = class(py, "ConfigurationError")?.call1((error.to_string(),))?;
    exception.setattr("code", error.code().as_str())?;
    Ok(PyErr::from_value(exception))
}

fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyType>> {
    Ok(py.import("hookseal._errors")?.getattr(name)?.cast_into()?)
}
