//! A request that should be a delivery: whether its body may be read, its signature, and its event.

use std::time::Duration;

use bytes::Bytes;
use hookseal::{RequestFault, Verifier, admit, find_header};
use http_body::Body;
use hyper::Method;
use hyper::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap};
use hyper::http::HeaderValue;
use hyper::http::request::Parts;

use super::answer::Refusal;
use super::body;
use super::slots::{Held, Seat};
use crate::inbox::NewEvent;

/// Reads and verifies it. Keep what is held as long as the event.
///
/// # Errors
///
/// By the core's rules, or because bodies take too much memory.
pub async fn read<B>(
    head: &Parts,
    body: B,
    seat: &Seat,
    verifier: &Verifier,
    max_body: usize,
    timeout: Duration,
) -> Result<(NewEvent, Held), Refusal>
where
    B: Body<Data = Bytes> + Unpin,
{
    if head.method != Method::POST {
        return Err(Refusal::Request(RequestFault::MethodNotAllowed));
    }
    let value = |name| head.headers.get(name).map(HeaderValue::as_bytes);
    let limit = u64::try_from(max_body).unwrap_or(u64::MAX);
    admit(value(CONTENT_ENCODING), value(CONTENT_LENGTH), limit).map_err(Refusal::Request)?;

    let verification =
        verifier.begin(signature(&head.headers).as_deref()).map_err(Refusal::Delivery)?;
    let body::Verified { payload, held } =
        body::read(body, verification, seat.hold(), max_body, timeout).await?;
    let event = NewEvent::read(payload).map_err(Refusal::Delivery)?;
    Ok((event, held))
}

/// The value of the signature header.
pub fn signature(headers: &HeaderMap) -> Option<Vec<u8>> {
    find_header(headers.iter().map(|(name, value)| (name.as_str(), value)))
}
