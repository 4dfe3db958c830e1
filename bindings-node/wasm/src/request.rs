//! What JavaScript needs before it verifies: the headers of a request, and the core's constants.

use alloc::string::String;

use hookseal::{ErrorCode, PatternError, RequestFault};
use serde::Serialize;

use crate::INTERNAL_ERROR;
use crate::buffer::items;
use crate::memory::{self, Memory};

/// A refusal in the form that an adapter answers.
#[derive(Serialize)]
struct Refusal {
    code: &'static str,
    message: &'static str,
    status: u16,
}

impl From<RequestFault> for Refusal {
    fn from(fault: RequestFault) -> Self {
        Self { code: fault.as_str(), message: fault.message(), status: fault.http_status() }
    }
}

/// What does not change while the module runs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Constants {
    header_name: &'static str,
    max_header_len: usize,
    version: &'static str,
    default_tolerance: u64,
    default_body_limit: u64,
    body_deadline_ms: u128,
    action_tolerance: u64,
    action_deadline_ms: u128,
    pattern_fault: &'static str,
    request_refusals: [Refusal; RequestFault::ALL.len()],
}

/// The length of the constants.
#[unsafe(no_mangle)]
pub extern "C" fn constants() -> f64 {
    memory::with(|memory| {
        memory.answer.set(&Constants {
            header_name: hookseal::HEADER_NAME,
            max_header_len: hookseal::MAX_HEADER_LEN,
            version: hookseal::VERSION,
            default_tolerance: hookseal::DEFAULT_TOLERANCE.as_secs(),
            default_body_limit: hookseal::DEFAULT_BODY_LIMIT,
            body_deadline_ms: hookseal::BODY_DEADLINE.as_millis(),
            action_tolerance: hookseal::ACTION_TOLERANCE.as_secs(),
            action_deadline_ms: hookseal::ACTION_DEADLINE.as_millis(),
            pattern_fault: PatternError.message(),
            request_refusals: RequestFault::ALL.map(Refusal::from),
        })
    })
}

/// The length of the signature header's value, in a list that alternates between names and values;
/// 0 if the header is absent.
#[unsafe(no_mangle)]
pub extern "C" fn find_header(fields: usize) -> f64 {
    memory::with(|Memory { buffer, answer, .. }| {
        let Some(list) = buffer.argument(fields) else { return INTERNAL_ERROR };
        let mut items = items(list);
        let pairs = core::iter::from_fn(|| Some((items.next()?, items.next()?)));
        // Strings joined with ASCII are valid UTF-8.
        match hookseal::find_header(pairs).map(String::from_utf8) {
            Some(Ok(value)) => answer.set(&value),
            _ => 0.0,
        }
    })
}

/// The length of the refusal of a request with these values of `Content-Encoding` and
/// `Content-Length`, which are empty if absent; 0 if its body should be read.
#[unsafe(no_mangle)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the caller has checked it
pub extern "C" fn admit(content_encoding: usize, content_length: usize, limit: f64) -> f64 {
    memory::with(|Memory { buffer, answer, .. }| {
        let Some([coding, length]) = buffer.arguments([content_encoding, content_length]) else {
            return INTERNAL_ERROR;
        };
        match hookseal::admit(Some(coding), Some(length), limit as u64) {
            Ok(_) => 0.0,
            Err(fault) => answer.set(&Refusal::from(fault)),
        }
    })
}

/// The HTTP status of an error code, or 0 if the core has no such code.
#[unsafe(no_mangle)]
pub extern "C" fn error_status(code: usize) -> f64 {
    memory::with(|Memory { buffer, .. }| {
        let Some(code) = buffer.argument(code) else { return INTERNAL_ERROR };
        let known = ErrorCode::ALL.into_iter().find(|known| known.as_str().as_bytes() == code);
        known.map_or(0.0, |known| f64::from(known.http_status()))
    })
}
