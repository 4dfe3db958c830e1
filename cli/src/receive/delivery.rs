//! A request that should be a delivery: whether its body may be read, its signature, and its event.

use std::time::Duration;

use hookseal::{RequestFault, Verifier, admit, find_header};
use hyper::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use hyper::http::HeaderValue;
use hyper::{Method, Request};

use super::answer::Refusal;
use super::body;
use super::connection::RequestBody;
use super::slots::{Held, Seat};
use crate::inbox::NewEvent;

/// Reads and verifies it. Keep what is held as long as the event.
///
/// # Errors
///
/// By the core's rules, or because bodies take too much memory.
pub async fn read(
    request: Request<RequestBody>,
    seat: &Seat,
    verifier: &Verifier,
    max_body: usize,
    timeout: Duration,
) -> Result<(NewEvent, Held), Refusal> {
    if request.method() != Method::POST {
        return Err(Refusal::Request(RequestFault::MethodNotAllowed));
    }
    let headers = request.headers();
    let value = |name| headers.get(name).map(HeaderValue::as_bytes);
    let limit = u64::try_from(max_body).unwrap_or(u64::MAX);
    admit(value(CONTENT_ENCODING), value(CONTENT_LENGTH), limit).map_err(Refusal::Request)?;

    let signature = find_header(headers.iter().map(|(name, value)| (name.as_str(), value)));
    let verification = verifier.begin(signature.as_deref()).map_err(Refusal::Delivery)?;

    let body = request.into_body();
    let body::Verified { payload, held } =
        body::read(body, verification, seat.hold(), max_body, timeout).await?;
    let event = NewEvent::read(payload).map_err(Refusal::Delivery)?;
    Ok((event, held))
}
