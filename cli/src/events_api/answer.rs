//! What the Events API answers.

use bytes::{Bytes, BytesMut};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::{Response, StatusCode, header};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::ApiError;
use super::event::ApiEvent;
use super::pause;
use crate::forward::failure::reason;

/// The longest answer that is read: 100 events of 640 KiB.
const MAX_ANSWER: usize = 64 << 20;
/// Of an error's answer, no more than this is read.
const MAX_ERROR_ANSWER: usize = 16 << 10;
const MAX_MESSAGE_CHARS: usize = 200;

/// One page.
#[derive(Debug)]
pub struct Page {
    /// Its events, in the API's order.
    pub events: Vec<ApiEvent>,
    /// With which the next page is asked for; `None` after the last.
    pub after: Option<String>,
    /// The server's clock.
    pub server_time: Option<Timestamp>,
}

/// Why a try failed.
pub enum Failure {
    /// The next one would fail too.
    Final(ApiError),
    /// The next one may succeed, after the pause that the API asks for, if it does.
    Passing(String, Option<std::time::Duration>),
}

/// Reads an answer.
pub async fn read(response: Response) -> Result<Page, Failure> {
    let status = response.status();
    let date = response.headers().get(header::DATE).and_then(|value| value.to_str().ok());
    let server_time = date.and_then(|date| rfc2822::parse(date).ok()).map(|date| date.timestamp());
    match status.as_u16() {
        200 => {
            let body = body(response, MAX_ANSWER).await?;
            page(&body, server_time).ok_or_else(|| {
                Failure::Passing("its answer is not a list of events".to_owned(), None)
            })
        }
        401 | 403 => Err(Failure::Final(ApiError::Unauthorized(status))),
        404 | 300..=399 => Err(Failure::Final(ApiError::NotFound(status))),
        408 | 425 | 429 | 500..=599 => {
            let wait = pause::asked_for(response.headers());
            Err(Failure::Passing(format!("it answered {status}"), wait))
        }
        _ => Err(Failure::Final(refusal(status, response).await)),
    }
}

/// Reads a body, but never more than `limit` bytes of it.
async fn body(mut response: Response, limit: usize) -> Result<Bytes, Failure> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(Failure::Final(ApiError::TooLong(limit >> 20)));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// What a connection that fails means.
pub fn broken(error: &reqwest::Error) -> Failure {
    let reason =
        if error.is_timeout() { "no complete answer in time".to_owned() } else { reason(error) };
    Failure::Passing(reason, None)
}

#[derive(Deserialize)]
struct List<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
    #[serde(default)]
    list_metadata: Metadata,
}

#[derive(Default, Deserialize)]
struct Metadata {
    after: Option<String>,
}

fn page(body: &Bytes, server_time: Option<Timestamp>) -> Option<Page> {
    let list: List<'_> = serde_json::from_slice(body).ok()?;
    let element = |raw: &RawValue| ApiEvent::read(body.slice_ref(raw.get().as_bytes()));
    Some(Page {
        events: list.data.into_iter().map(element).collect(),
        after: list.list_metadata.after.filter(|after| !after.is_empty()),
        server_time,
    })
}

/// A refusal, with the API's own message, in which nothing can steer a terminal.
async fn refusal(status: StatusCode, response: Response) -> ApiError {
    #[derive(Deserialize)]
    struct Answer {
        message: String,
    }
    let body = body(response, MAX_ERROR_ANSWER).await.unwrap_or_default();
    let message = serde_json::from_slice(&body).ok().map(|Answer { message }| {
        crate::terminal::printable(&message).chars().take(MAX_MESSAGE_CHARS).collect()
    });
    ApiError::Refused { status, message }
}
