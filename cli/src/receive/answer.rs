//! The answers: 200, or why a request was refused.

use bytes::Bytes;
use hookseal::{RequestFault, VerifyError};
use http_body_util::Full;
use hyper::header::{ALLOW, CONNECTION, CONTENT_TYPE, RETRY_AFTER};
use hyper::http::HeaderValue;
use hyper::{Response, StatusCode};
use thiserror::Error;

use crate::inbox::InboxError;

/// An answer.
pub type Answer = Response<Full<Bytes>>;

/// After how many seconds a client should try again.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("5");

/// Why a request was not answered 200. The messages are for the log; the client gets the code.
#[derive(Debug, Error)]
pub enum Refusal {
    /// By the core's rules for requests.
    #[error("{0}")]
    Request(RequestFault),
    /// By the core's rules for deliveries.
    #[error("{0}")]
    Delivery(VerifyError),
    /// Not among `--allow-from`.
    #[error(
        "its address is not one of --allow-from: if WorkOS sent it through a proxy, give the proxy's address to \
         --trusted-proxies"
    )]
    Forbidden,
    /// Another path.
    #[error(
        "nothing is served on that path: compare the endpoint's URL in WorkOS's dashboard with --path"
    )]
    NotFound,
    /// Bodies take as much memory as they may.
    #[error(
        "the bodies of other requests take all of --body-memory: raise it, or lower --body-timeout"
    )]
    OutOfMemory,
    /// More deliveries wait for the inbox than it can store.
    #[error("too many deliveries wait for the inbox: it is too slow for them")]
    QueueFull,
    /// The inbox took too long.
    #[error("the inbox did not store the event in time: it is slow or locked")]
    Deadline,
    /// The inbox failed.
    #[error("{0}")]
    Inbox(#[from] InboxError),
}

impl Refusal {
    /// Its code, in the answer, the log and the metrics.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Request(fault) => fault.as_str(),
            Self::Delivery(error) => error.code().as_str(),
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::OutOfMemory | Self::QueueFull | Self::Deadline | Self::Inbox(_) => "unavailable",
        }
    }

    /// The kind of its log lines, of which each has a limit of its own.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::OutOfMemory => "out_of_memory",
            Self::QueueFull => "queue_full",
            Self::Deadline => "deadline",
            Self::Inbox(error) => error.kind(),
            _ => self.code(),
        }
    }

    /// Whether this side is at fault.
    pub fn is_ours(&self) -> bool {
        self.code() == "unavailable"
    }

    fn status(&self) -> u16 {
        match self {
            Self::Request(fault) => fault.http_status(),
            Self::Delivery(error) => error.code().http_status(),
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::OutOfMemory | Self::QueueFull | Self::Deadline | Self::Inbox(_) => 503,
        }
    }

    /// The answer.
    pub fn answer(&self) -> Answer {
        let body = format!("{{\"error\": \"{}\"}}", self.code());
        let mut answer = text(self.status(), "application/json", body);
        let headers = answer.headers_mut();
        if matches!(self, Self::Request(RequestFault::MethodNotAllowed)) {
            headers.insert(ALLOW, HeaderValue::from_static("POST"));
        }
        if self.is_ours() {
            headers.insert(RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        answer
    }
}

/// The event is stored, now or earlier.
pub fn stored() -> Answer {
    Response::new(Full::default())
}

/// An answer with a body.
pub fn text(status: u16, content_type: &'static str, body: String) -> Answer {
    let mut answer = Response::new(Full::from(body));
    *answer.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// The connection ends with this answer.
pub fn last(mut answer: Answer) -> Answer {
    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}
