//! `hookseal.Verifier`.

use pyo3::prelude::*;

use crate::arguments::{Instant, Secrets, Tolerance};
use crate::errors::Error;
use crate::event::Event;
use crate::header::with_header;
use crate::payload::Payload;
use crate::verification::Verification;
use crate::verified::Verified;

/// Verifies deliveries sent to one endpoint. Make it once and share it between threads.
///
/// `secret` is the endpoint's, or a sequence of up to 16 while one is being rotated. `tolerance`
/// is how many seconds the timestamp may be from now, either way; None accepts any age.
///
/// Raises ConfigurationError for a secret or a tolerance that may not be used.
#[pyclass(frozen, module = "hookseal")]
pub(crate) struct Verifier(hookseal::Verifier);

#[pymethods]
impl Verifier {
    #[new]
    #[pyo3(signature = (secret, *, tolerance = Tolerance::default()), text_signature = "(secret, *, tolerance=180)")]
    fn new(secret: Secrets<'_>, tolerance: Tolerance) -> Result<Self, Error> {
        let verifier = hookseal::Verifier::builder()
            .secrets(secret.0.iter().map(Payload::as_bytes))
            .tolerance_seconds(tolerance.0)
            .build()?;
        Ok(Self(verifier))
    }

    /// Check a delivery: `payload` is the raw request body, `header` the request's headers (a
    /// mapping, a Headers object or a list of pairs) or the value of the one named HEADER_NAME.
    ///
    /// `now` replaces the system clock, in milliseconds since the epoch or as an aware datetime.
    /// Raises a VerificationError that says what is wrong.
    #[pyo3(signature = (payload, header, *, now = None))]
    fn verify(
        &self,
        py: Python<'_>,
        payload: &Bound<'_, PyAny>,
        header: &Bound<'_, PyAny>,
        now: Option<Instant>,
    ) -> Result<Verified, Error> {
        let payload = Payload::from_argument("payload", payload)?;
        let verified = with_header(header, |header| {
            payload.with_bytes(py, |bytes| match now {
                Some(Instant(now_ms)) => self.0.verify_at(bytes, header, now_ms),
                None => self.0.verify(bytes, header),
            })
        })??;
        Ok(verified.into())
    }

    /// Check a delivery as verify() does, and only then read its event.
    ///
    /// Also raises InvalidPayloadError, if the payload is genuine but no event.
    #[pyo3(signature = (payload, header, *, now = None))]
    fn construct_event(
        &self,
        py: Python<'_>,
        payload: &Bound<'_, PyAny>,
        header: &Bound<'_, PyAny>,
        now: Option<Instant>,
    ) -> Result<Event, Error> {
        let payload = Payload::from_argument("payload", payload)?.into_immutable(py);
        let event = with_header(header, |header| {
            payload.with_bytes(py, |bytes| match now {
                Some(Instant(now_ms)) => self.0.construct_event_at(bytes, header, now_ms),
                None => self.0.construct_event(bytes, header),
            })
        })??;
        Ok(Event::load(py, &event)?)
    }

    /// Start to check a payload that arrives in chunks.
    ///
    /// Raises at once if the header alone is reason enough.
    fn begin(&self, header: &Bound<'_, PyAny>) -> Result<Verification, Error> {
        Ok(with_header(header, |header| self.0.begin(header))??.into())
    }

    fn __repr__(&self) -> &'static str {
        "<hookseal.Verifier, secrets redacted>"
    }
}
