//! The requests that an endpoint refuses before it verifies them, and the HTTP status of refusals.

use hookseal::{ErrorCode, RequestFault};
use napi_derive::napi;

/// A refusal in the form that an adapter answers.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Refusal {
    /// The core's code.
    pub code: &'static str,
    /// The core's message.
    pub message: &'static str,
    /// The HTTP status.
    pub status: u16,
}

impl From<RequestFault> for Refusal {
    fn from(fault: RequestFault) -> Self {
        Self { code: fault.as_str(), message: fault.message(), status: fault.http_status() }
    }
}

/// The default limit of an adapter for the request body, in bytes.
#[napi]
#[must_use]
#[allow(clippy::cast_precision_loss)] // far below 2^53
pub fn default_body_limit() -> f64 {
    hookseal::DEFAULT_BODY_LIMIT as f64
}

/// How long an adapter waits for the whole body, in milliseconds.
#[napi]
#[must_use]
#[allow(clippy::cast_precision_loss)] // far below 2^53
pub fn body_deadline_ms() -> f64 {
    hookseal::BODY_DEADLINE.as_millis() as f64
}

/// Why a request with these headers is refused, or null if its body should be read. The caller has
/// checked that `limit` is a whole number.
#[napi(catch_unwind)]
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn admit(
    content_encoding: Option<String>,
    content_length: Option<String>,
    limit: f64,
) -> Option<Refusal> {
    let [coding, length] =
        [&content_encoding, &content_length].map(|value| value.as_deref().map(str::as_bytes));
    hookseal::admit(coding, length, limit as u64).err().map(Refusal::from)
}

/// Every refusal that comes before verification.
#[napi]
#[must_use]
pub fn request_refusals() -> Vec<Refusal> {
    RequestFault::ALL.map(Refusal::from).into()
}

/// The HTTP status of an error code, or null if the core has no such code.
#[napi(catch_unwind)]
#[must_use]
pub fn error_status(code: String) -> Option<u16> {
    ErrorCode::ALL.into_iter().find(|known| known.as_str() == code).map(ErrorCode::http_status)
}
