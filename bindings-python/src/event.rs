//! `hookseal.Event` and `hookseal.read_event`.

use pyo3::exceptions::PyValueError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyType};

use crate::bytes_like::BytesLike;
use crate::errors::Error;
use crate::json::Objects;

/// The members with an attribute of their own. The others are in `extra`.
const NAMED: [&str; 4] = ["id", "event", "data", "created_at"];

/// A verified event.
///
/// `id` is the same in every delivery of the event. `event` is its type, such as
/// "connection.activated". `data` is the object that it is about. `created_at` is when it happened,
/// as sent. `extra` is a new dict of all other members. An absent member is None; to_dict() and
/// dict(event) leave it out.
#[pyclass(frozen, mapping, generic, module = "hookseal")]
pub(crate) struct Event {
    /// The members as sent, in their order. Never handed out, only copied.
    members: Py<PyDict>,
}

/// Read an event from a payload that was verified before, such as a stored one.
///
/// This does not check any signature. Raises InvalidPayloadError if the payload is not an event.
#[pyfunction]
pub(crate) fn read_event(py: Python<'_>, payload: &Bound<'_, PyAny>) -> Result<Event, Error> {
    let payload = BytesLike::from_argument("payload", payload)?.into_immutable(py);
    Event::read(py, payload.as_bytes())
}

impl Event {
    pub(crate) fn read(py: Python<'_>, payload: &[u8]) -> Result<Self, Error> {
        let members = hookseal::read_event_into(payload, &mut Objects::new(py))?;
        Ok(Self { members: members.unbind() })
    }

    fn member<'py>(&self, name: &Bound<'py, PyString>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.members.bind(name.py()).get_item(name)
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
    fn new<'py>(
        py: Python<'py>,
        id: Bound<'py, PyString>,
        event: Bound<'py, PyString>,
        data: Option<Bound<'py, PyAny>>,
        created_at: Option<Bound<'py, PyAny>>,
        extra: Option<Bound<'py, PyDict>>,
    ) -> PyResult<Self> {
        let members = PyDict::new(py);
        let named = [Some(id.into_any()), Some(event.into_any()), data, created_at];
        for (name, value) in NAMED.iter().zip(named) {
            if let Some(value) = value {
                members.set_item(name, value)?;
            }
        }
        for (name, value) in extra.iter().flatten() {
            if name.extract().is_ok_and(|name| NAMED.contains(&name)) {
                return Err(PyValueError::new_err(format!(
                    "extra must not contain `{name}`: pass it as the argument of that name"
                )));
            }
            members.set_item(name, value)?;
        }
        Ok(Self { members: members.unbind() })
    }

    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.member(intern!(py, "id"))
    }

    #[getter]
    fn event<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.member(intern!(py, "event"))
    }

    #[getter]
    fn data<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.member(intern!(py, "data"))
    }

    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.member(intern!(py, "created_at"))
    }

    #[getter]
    fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let extra = self.to_dict(py)?;
        for name in NAMED {
            extra.call_method1(intern!(py, "pop"), (name, py.None()))?;
        }
        Ok(extra)
    }

    /// Return the JSON object as it was sent, in a new dict, for json.dumps() or a queue.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.members.bind(py).copy()
    }

    /// Return the names of the members that are present. dict(event) uses this.
    fn keys<'py>(&self, py: Python<'py>) -> Bound<'py, PyList> {
        self.members.bind(py).keys()
    }

    fn __getitem__<'py>(&self, name: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.members.bind(name.py()).as_any().get_item(name)
    }

    /// Called by pickle and copy.
    #[staticmethod]
    fn _restore(members: &Bound<'_, PyDict>) -> PyResult<Self> {
        for name in ["id", "event"] {
            if !members.get_item(name)?.is_some_and(|value| value.is_instance_of::<PyString>()) {
                return Err(PyValueError::new_err(format!("an event must have a string `{name}`")));
            }
        }
        Ok(Self { members: members.copy()?.unbind() })
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyDict>,))> {
        let restore = py.get_type::<Self>().getattr("_restore")?;
        Ok((restore, (self.to_dict(py)?,)))
    }

    /// There is no `__clear__`: any cycle through an event passes through its dict, which the
    /// garbage collector can clear.
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.members)
    }

    #[classmethod]
    fn __get_pydantic_core_schema__<'py>(
        class: &Bound<'py, PyType>,
        _source: &Bound<'py, PyAny>,
        _handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        class.py().import("hookseal._pydantic")?.call_method1("core_schema_of", (class,))
    }

    #[classmethod]
    fn __get_pydantic_json_schema__<'py>(
        class: &Bound<'py, PyType>,
        _schema: &Bound<'py, PyAny>,
        _handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        class.py().import("hookseal._pydantic")?.call_method0("json_schema")
    }

    /// Counts an absent member as None, as the attributes do.
    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        for name in NAMED {
            let name = PyString::intern(py, name);
            let (mine, theirs) = (self.member(&name)?, other.member(&name)?);
            if !mine.into_pyobject(py)?.eq(theirs)? {
                return Ok(false);
            }
        }
        self.extra(py)?.eq(other.extra(py)?)
    }

    /// Leaves out `data`, which is about people: a repr ends up in logs.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = |name| -> PyResult<_> {
            self.member(&PyString::intern(py, name))?.into_pyobject(py)?.repr()
        };
        let (id, event, created_at) = (shown("id")?, shown("event")?, shown("created_at")?);
        Ok(format!("Event(id={id}, event={event}, created_at={created_at}, ...)"))
    }
}
