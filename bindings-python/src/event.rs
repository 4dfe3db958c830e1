//! `hookseal.Event`.

use hookseal::{PayloadFault, VerifyError};
use pyo3::exceptions::{PyRecursionError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::errors::Error;

/// Imported on first use: a program that only verifies never loads a JSON parser.
static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// A verified event.
///
/// `id` is the same in every delivery of the event; `event` is its type, such as
/// "connection.activated"; `data` what it is about; `created_at` when it happened, as sent;
/// `extra` every other member of the JSON object.
#[pyclass(frozen, get_all, module = "hookseal")]
#[allow(clippy::struct_field_names)] // named as WorkOS names them
pub(crate) struct Event {
    id: Py<PyString>,
    event: Py<PyString>,
    data: Py<PyAny>,
    created_at: Py<PyAny>,
    extra: Py<PyDict>,
}

impl Event {
    /// Reads a payload that the core has accepted as an event.
    pub(crate) fn load(py: Python<'_>, payload: &[u8]) -> Result<Self, Error> {
        let not_an_object = VerifyError::InvalidPayload(PayloadFault::NotAnObject);
        let text = std::str::from_utf8(payload).map_err(|_| not_an_object)?;
        let parsed = LOADS.import(py, "json", "loads")?.call1((text,)).map_err(|error| {
            // What JSON allows and Python does not, such as an integer of 5000 digits.
            let too_much = error.is_instance_of::<PyValueError>(py)
                || error.is_instance_of::<PyRecursionError>(py);
            if too_much { not_an_object.into() } else { Error::from(error) }
        })?;
        let members = parsed.cast_into::<PyDict>().map_err(PyErr::from)?;
        let take = |name| members.call_method1(intern!(py, "pop"), (name, py.None()));
        Ok(Self {
            id: take(intern!(py, "id"))?.cast_into().map_err(PyErr::from)?.unbind(),
            event: take(intern!(py, "event"))?.cast_into().map_err(PyErr::from)?.unbind(),
            data: take(intern!(py, "data"))?.unbind(),
            created_at: take(intern!(py, "created_at"))?.unbind(),
            extra: members.unbind(),
        })
    }

    fn members<'a, 'py>(&'a self, py: Python<'py>) -> [&'a Bound<'py, PyAny>; 5] {
        [
            self.id.bind(py).as_any(),
            self.event.bind(py).as_any(),
            self.data.bind(py),
            self.created_at.bind(py),
            self.extra.bind(py).as_any(),
        ]
    }
}

#[pymethods]
impl Event {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str, &'static str, &'static str) {
        ("id", "event", "data", "created_at", "extra")
    }

    #[new]
    #[pyo3(signature = (id, event, data = None, created_at = None, extra = None))]
    fn new(
        py: Python<'_>,
        id: Py<PyString>,
        event: Py<PyString>,
        data: Option<Py<PyAny>>,
        created_at: Option<Py<PyAny>>,
        extra: Option<Py<PyDict>>,
    ) -> Self {
        Self {
            id,
            event,
            data: data.unwrap_or_else(|| py.None()),
            created_at: created_at.unwrap_or_else(|| py.None()),
            extra: extra.unwrap_or_else(|| PyDict::new(py).unbind()),
        }
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.members(py))
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        for (mine, theirs) in self.members(py).into_iter().zip(other.members(py)) {
            if !mine.eq(theirs)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Leaves the data out: it is about people, and a repr ends up in logs.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (id, event) = (self.id.bind(py).repr()?, self.event.bind(py).repr()?);
        let created_at = self.created_at.bind(py).repr()?;
        Ok(format!("Event(id={id}, event={event}, created_at={created_at}, ...)"))
    }
}
