//! `hookseal.Action` and `hookseal.ActionVerifier`.

use hookseal::json::read_object;
use hookseal::{ActionRef, Verdict};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};

use crate::arguments::{Instant, Secrets, Tolerance};
use crate::bytes_like::BytesLike;
use crate::diagnosis::log_line;
use crate::errors::{Error, returned};
use crate::header::with_header;
use crate::json::Objects;

/// The names are private, for the adapters only. Uses `setattr`, since `add` would also put them into
/// `__all__`.
pub(crate) fn install(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<ActionVerifier>()?;
    module.add_class::<Action>()?;
    module.add("ACTION_TOLERANCE", hookseal::ACTION_TOLERANCE.as_secs())?;
    module.setattr("_ACTION_DEADLINE", hookseal::ACTION_DEADLINE.as_secs_f64())?;
    module.setattr("_check_verdict", wrap_pyfunction!(check_verdict, module)?)
}

/// Raise ValueError unless an action may be answered with this.
#[pyfunction]
#[pyo3(name = "_check_verdict")]
fn check_verdict(verdict: &str, error_message: Option<&str>) -> Result<(), Error> {
    Verdict::from_parts(verdict, error_message)?;
    Ok(())
}

/// A verified action: the question whether a user may sign in or register.
///
/// `object` is which action it is: "authentication_action_context" or
/// "user_registration_action_context". `data` is the whole JSON object, as it was sent.
#[pyclass(frozen, generic, module = "hookseal")]
pub(crate) struct Action {
    #[pyo3(get)]
    id: Py<PyString>,
    #[pyo3(get)]
    object: Py<PyString>,
    #[pyo3(get)]
    data: Py<PyDict>,
    /// Which secret signed it. The answer is signed with the same one.
    secret_index: usize,
}

#[pymethods]
impl Action {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("id", "object", "data")
    }

    #[new]
    fn new(id: Py<PyString>, object: Py<PyString>, data: Py<PyDict>) -> Self {
        Self { id, object, data, secret_index: 0 }
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        Ok(self.id.bind(py).as_any().eq(&other.id)?
            && self.object.bind(py).as_any().eq(&other.object)?
            && self.data.bind(py).eq(&other.data)?)
    }

    /// There is no `__clear__`: any cycle through an action passes through its dict, which the
    /// garbage collector can clear.
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.data)
    }

    /// Leaves out `data`, which is about people: a repr ends up in logs.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (id, object) = (self.id.bind(py).repr()?, self.object.bind(py).repr()?);
        Ok(format!("Action(id={id}, object={object}, ...)"))
    }
}

/// Verifies the requests of one AuthKit Actions endpoint, and signs the answers. Create it once and
/// share it between threads.
///
/// `secret` is the action's own secret, or a sequence of up to 16 during a rotation. `tolerance` is
/// how many seconds the timestamp may differ from now, in either direction; None accepts any age.
///
/// Raises ConfigurationError for a secret or a tolerance that is not allowed.
#[pyclass(frozen, module = "hookseal")]
pub(crate) struct ActionVerifier(hookseal::ActionVerifier);

#[pymethods]
impl ActionVerifier {
    #[new]
    #[pyo3(signature = (secret, *, tolerance = Tolerance::of_actions()), text_signature = "(secret, *, tolerance=30)")]
    fn new(secret: Secrets<'_>, tolerance: Tolerance) -> Result<Self, Error> {
        let verifier = hookseal::ActionVerifier::builder()
            .secrets(secret.0.iter().map(BytesLike::as_bytes))
            .tolerance_seconds(tolerance.0)
            .build()?;
        Ok(Self(verifier))
    }

    /// Verify a request as Verifier.verify() does, and only then read its action.
    ///
    /// Also raises InvalidPayloadError, if the payload is genuine but not an action.
    #[pyo3(signature = (payload, header, *, now = None))]
    fn construct_action(
        &self,
        py: Python<'_>,
        payload: &Bound<'_, PyAny>,
        header: &Bound<'_, PyAny>,
        now: Option<Instant>,
    ) -> Result<Action, Error> {
        let payload = BytesLike::from_argument("payload", payload)?.into_immutable(py);
        let action = with_header(header, |header| {
            payload.with_bytes(py, |bytes| match now {
                Some(Instant(now_ms)) => self.0.construct_action_at(bytes, header, now_ms),
                None => self.0.construct_action(bytes, header),
            })
        })??;
        Ok(Action {
            id: PyString::new(py, action.id()).unbind(),
            object: PyString::new(py, action.object()).unbind(),
            data: read_object(action.payload(), &mut Objects::new(py))?.unbind(),
            secret_index: action.secret_index(),
        })
    }

    /// Like construct_action(), but return a refusal as a tuple, for the adapters.
    #[pyo3(name = "_receive")]
    fn receive<'py>(
        &self,
        py: Python<'py>,
        payload: &Bound<'py, PyAny>,
        header: &Bound<'py, PyAny>,
        now: Option<Instant>,
    ) -> PyResult<Bound<'py, PyAny>> {
        returned(py, self.construct_action(py, payload, header, now))
    }

    /// Return the signed answer to an action: the bytes to answer the request with, unchanged.
    ///
    /// `verdict` is "Allow" or "Deny". `error_message` is what the user is told with "Deny", at most
    /// 500 characters. `now` replaces the system clock, in milliseconds since the epoch or as an aware
    /// datetime.
    ///
    /// Raises ValueError for another verdict, a longer message, or a message with "Allow".
    #[pyo3(signature = (action, verdict, error_message = None, *, now = None))]
    fn sign_response<'py>(
        &self,
        py: Python<'py>,
        action: &Action,
        verdict: &str,
        error_message: Option<&str>,
        now: Option<Instant>,
    ) -> Result<Bound<'py, PyBytes>, Error> {
        let verdict = Verdict::from_parts(verdict, error_message)?;
        let object = action.object.bind(py).to_str()?;
        let action = ActionRef { object, secret_index: action.secret_index };
        let answer = match now {
            Some(Instant(now_ms)) => self.0.sign_response_at(action, verdict, now_ms),
            None => self.0.sign_response(action, verdict),
        }?;
        Ok(PyBytes::new(py, answer.as_bytes()))
    }

    /// What explains why a request is refused, in one line. For the adapters only.
    #[pyo3(signature = (payload, header, *, now = None))]
    fn _diagnose(
        &self,
        py: Python<'_>,
        payload: &Bound<'_, PyAny>,
        header: &Bound<'_, PyAny>,
        now: Option<Instant>,
    ) -> PyResult<Option<String>> {
        log_line(py, payload, header, now, |payload, header, now_ms| {
            self.0.diagnose_at(payload, header, now_ms)
        })
    }

    fn __repr__(&self) -> &'static str {
        "<hookseal.ActionVerifier, secrets redacted>"
    }
}
