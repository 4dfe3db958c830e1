//! Converts the core's errors to Python exceptions. Their classes are in `_errors.py`.

use hookseal::json::ReadError;
use hookseal::{ConfigError, ErrorCode, VerifyError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyType;

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

fn verification_error(py: Python<'_>, error: VerifyError) -> PyResult<PyErr> {
    let name = class_name(error.code()).unwrap_or("VerificationError");
    let exception = class(py, name)?.call1((error.to_string(),))?;
    if let Some(timestamp) = error.timestamp() {
        exception.setattr("timestamp", timestamp)?;
        exception.setattr("difference_ms", error.difference_ms())?;
        exception.setattr("_age_ms", error.age_ms())?;
    }
    Ok(PyErr::from_value(exception))
}

fn configuration_error(py: Python<'_>, error: ConfigError) -> PyResult<PyErr> {
    let exception = class(py, "ConfigurationError")?.call1((error.to_string(),))?;
    exception.setattr("code", error.code().as_str())?;
    Ok(PyErr::from_value(exception))
}

fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyType>> {
    Ok(py.import("hookseal._errors")?.getattr(name)?.cast_into()?)
}
