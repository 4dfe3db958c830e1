//! What an endpoint refuses before there is anything to verify, and the statuses of what it answers.

use hookseal::{ErrorCode, RequestFault};
use napi_derive::napi;

/// A refusal as an adapter answers it.
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

/// How many bytes of body an adapter takes unless told otherwise.
#[napi]
#[must_use]
#[allow(clippy::cast_precision_loss)] // far below 2^53
pub fn default_body_limit() -> f64 {
    hookseal::DEFAULT_BODY_LIMIT as f64
}

/// How long an adapter waits for the whole body.
#[napi]
#[must_use]
#[allow(clippy::cast_precision_loss)] // far below 2^53
pub fn body_deadline_ms() -> f64 {
    hookseal::BODY_DEADLINE.as_millis() as f64
}

/// Why a request with these headers is refused; absent if its body is to be read. `limit` is a whole
/// number, as the face has made sure.
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

/// Every refusal of a request that was not verified.
#[napi]
#[must_use]
pub fn request_refusals() -> Vec<Refusal> {
    RequestFault::ALL.map(Refusal::from).into()
}

/// The HTTP status of an error's code; absent if the core has no such code.
#[napi(catch_unwind)]
#[must_use]
pub fn error_status(code: String) -> Option<u16> {
    ErrorCode::ALL.into_iter().find(|known| known.as_str() == code).map(ErrorCode::http_status)
}
