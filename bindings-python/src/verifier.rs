//! `hookseal.Verifier`.

use pyo3::prelude::*;

use crate::arguments::{Instant, Secrets, Tolerance};
use crate::bytes_like::BytesLike;
use crate::diagnosis::log_line;
use crate::errors::{Error, returned};
use crate::event::Event;
use crate::header::with_header;
use crate::verification::Verification;
use crate::verified::Verified;

/// Verifies deliveries sent to one endpoint. Create it once and share it between threads.
///
/// `secret` is the endpoint's secret, or a sequence of up to 16 during a rotation. `tolerance` is how
/// many seconds the timestamp may differ from now, in either direction; None accepts any age.
///
/// Raises ConfigurationError for a secret or a tolerance that is not allowed.
#[pyclass(frozen, module = "hookseal")]
pub(crate) struct Verifier(hookseal::Verifier);

impl Verifier {
    fn check(
        &self,
        py: Python<'_>,
        payload: &BytesLike<'_>,
        header: &Bound<'_, PyAny>,
        now: Option<Instant>,
    ) -> Result<hookseal::Verified, Error> {
        let verdict = with_header(header, |header| {
            payload.with_bytes(py, |bytes| match now {
                Some(Instant(now_ms)) => self.0.verify_at(bytes, header, now_ms),
                None => self.0.verify(bytes, header),
            })
        })?;
        Ok(verdict?)
    }
}

#[pymethods]
impl Verifier {
    #[new]
    #[pyo3(signature = (secret, *, tolerance = Tolerance::default()), text_signature = "(secret, *, tolerance=180)")]
    fn new(secret: Secrets<'_>, tolerance: Tolerance) -> Result<Self, Error> {
        let verifier = hookseal::Verifier::builder()
            .secrets(secret.0.iter().map(BytesLike::as_bytes))
            .tolerance_seconds(tolerance.0)
            .build()?;
        Ok(Self(verifier))
    }

    /// Verify a delivery.
    ///
    /// `payload` is the raw request body. `header` is the request's headers (a mapping, a Headers
    /// object or a list of pairs), or the value of the one named HEADER_NAME. `now` replaces the
    /// system clock, in milliseconds since the epoch or as an aware datetime.
    ///
    /// Raises a VerificationError that says what is wrong.
    #[pyo3(signature = (payload, header, *, now = None))]
    fn verify(
        &self,
        py: Python<'_>,
        payload: &Bound<'_, PyAny>,
        header: &Bound<'_, PyAny>,
        now: Option<Instant>,
    ) -> Result<Verified, Error> {
        let payload = BytesLike::from_argument("payload", payload)?;
        Ok(self.check(py, &payload, header, now)?.into())
    }

    /// Verify a delivery as verify() does, and only then read its event.
    ///
    /// Also raises InvalidPayloadError, if the payload is genuine but not an event.
    #[pyo3(signature = (payload, header, *, now = None))]
    fn construct_event(
        &self,
        py: Python<'_>,
        payload: &Bound<'_, PyAny>,
        header: &Bound<'_, PyAny>,
        now: Option<Instant>,
    ) -> Result<Event, Error> {
        let payload = BytesLike::from_argument("payload", payload)?.into_immutable(py);
        self.check(py, &payload, header, now)?;
        Event::read(py, payload.as_bytes())
    }

    /// Like construct_event(), but return a refusal as a tuple, for the adapters.
    #[pyo3(name = "_receive")]
    fn receive<'py>(
        &self,
        py: Python<'py>,
        payload: &Bound<'py, PyAny>,
        header: &Bound<'py, PyAny>,
        now: Option<Instant>,
    ) -> PyResult<Bound<'py, PyAny>> {
        returned(py, self.construct_event(py, payload, header, now))
    }

    /// Start to verify a payload that arrives in chunks.
    ///
    /// Raises at once if the header is missing, malformed or without a signature.
    fn begin(&self, header: &Bound<'_, PyAny>) -> Result<Verification, Error> {
        Ok(with_header(header, |header| self.0.begin(header))??.into())
    }

    /// What explains why a delivery is refused, in one line. For the adapters only.
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
        "<hookseal.Verifier, secrets redacted>"
    }
}
