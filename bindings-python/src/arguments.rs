//! Converts the arguments that are secrets, tolerances and instants.

use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PySequence};

use crate::bytes_like::{BytesLike, type_name};

/// One secret, or a sequence of them in its order.
pub(crate) struct Secrets<'py>(pub(crate) Vec<BytesLike<'py>>);

impl<'py> FromPyObject<'_, 'py> for Secrets<'py> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Some(secret) = BytesLike::from_object(&object)? {
            return Ok(Self(vec![secret]));
        }
        let Ok(sequence) = object.cast::<PySequence>() else {
            return Err(wrong_secret(&object));
        };
        let mut secrets = Vec::new();
        for secret in sequence.try_iter()? {
            let secret = secret?;
            secrets.push(BytesLike::from_object(&secret)?.ok_or_else(|| wrong_secret(&secret))?);
        }
        Ok(Self(secrets))
    }
}

/// The secret to sign with.
pub(crate) fn single_secret<'py>(object: &Bound<'py, PyAny>) -> PyResult<BytesLike<'py>> {
    BytesLike::from_object(object)?.ok_or_else(|| wrong_secret(object))
}

fn wrong_secret(object: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!(
        "secret must be str or bytes, not {}{}; pass the endpoint's secret, or to a Verifier a list \
         of them",
        type_name(object),
        if object.is_none() { " (is the environment variable set?)" } else { "" },
    ))
}

/// Seconds, or `None` to skip the check of the time.
pub(crate) struct Tolerance(pub(crate) Option<f64>);

impl Default for Tolerance {
    fn default() -> Self {
        Self(Some(hookseal::DEFAULT_TOLERANCE.as_secs_f64()))
    }
}

impl Tolerance {
    pub(crate) fn of_actions() -> Self {
        Self(Some(hookseal::ACTION_TOLERANCE.as_secs_f64()))
    }
}

impl<'py> FromPyObject<'_, 'py> for Tolerance {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_none() {
            return Ok(Self(None));
        }
        let is_number = object.is_instance_of::<PyInt>() || object.is_instance_of::<PyFloat>();
        let seconds = if is_number && !object.is_instance_of::<PyBool>() {
            object.to_owned()
        } else if object.is_instance(&object.py().import("datetime")?.getattr("timedelta")?)? {
            object.call_method0("total_seconds")?
        } else {
            return Err(PyTypeError::new_err(format!(
                "tolerance must be seconds (int or float), a timedelta or None, not {}",
                type_name(&object),
            )));
        };
        match seconds.extract::<f64>() {
            Ok(seconds) => Ok(Self(Some(seconds))),
            // An int too large for a float is too large for a tolerance. The core reports that.
            Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => {
                Ok(Self(Some(f64::INFINITY)))
            }
            Err(error) => Err(error),
        }
    }
}

/// An instant in milliseconds since the Unix epoch.
pub(crate) struct Instant(pub(crate) i64);

/// The system clock's time, unless another is given.
pub(crate) fn now_ms(now: Option<Instant>) -> i64 {
    now.map_or_else(hookseal::system_now_ms, |Instant(now_ms)| now_ms)
}

impl<'py> FromPyObject<'_, 'py> for Instant {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyInt>() && !object.is_instance_of::<PyBool>() {
            return Ok(Self(object.extract()?));
        }
        let datetime = object.py().import("datetime")?;
        if !object.is_instance(&datetime.getattr("datetime")?)? {
            return Err(PyTypeError::new_err(format!(
                "now and timestamp must be milliseconds (int) or an aware datetime, not {}",
                type_name(&object),
            )));
        }
        if object.call_method0("utcoffset")?.is_none() {
            return Err(PyValueError::new_err(
                "the datetime has no time zone; pass an aware one, such as datetime.now(UTC)",
            ));
        }
        // Computes with integers: datetime.timestamp() returns a float, which would round.
        let utc = datetime.getattr("UTC")?;
        let epoch = datetime.getattr("datetime")?.call1((1970, 1, 1, 0, 0, 0, 0, utc))?;
        let millisecond = datetime.getattr("timedelta")?.call1((0, 0, 1000))?;
        Ok(Self(object.sub(epoch)?.floor_div(millisecond)?.extract()?))
    }
}
