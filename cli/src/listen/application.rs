//! The application on this machine.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Client, StatusCode};
use thiserror::Error;

use crate::forward::attempt;
use crate::forward::failure::reason;
use crate::forward::target::Target;
use crate::outcome::Fault;

/// Of an answer, no more than this is read.
const MAX_ANSWER: usize = 64 << 10;

/// What it answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The type of the body.
    pub content_type: Option<HeaderValue>,
    /// The beginning of the body.
    pub body: Bytes,
    /// How long it took from connecting to the end of the answer.
    pub took: Duration,
}

/// Why it did not answer.
#[derive(Clone, Debug, Error)]
pub enum NoAnswer {
    /// Nothing listens there, or it cannot be reached.
    #[error("cannot connect ({0}): is the application running?")]
    Connect(String),
    /// It took too long.
    #[error("no answer within {}", humantime::format_duration(*.0))]
    Timeout(Duration),
    /// The connection broke.
    #[error("the connection broke before the end of the answer ({0})")]
    Broken(String),
}

/// Where deliveries are handed to.
#[derive(Clone, Debug)]
pub struct Application {
    http: Client,
    target: Target,
    timeout: Duration,
}

impl Application {
    /// Makes a client of it. It connects with the first delivery.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] if this machine has no certificates.
    pub fn new(target: Target, timeout: Duration) -> Result<Self, Fault> {
        let http = attempt::client(&target).timeout(timeout).build().map_err(|error| {
            let cure = "install ca-certificates, or forward to an http:// address";
            Fault::Failed(format!("--forward-to {target}: {}; {cure}", reason(&error)))
        })?;
        Ok(Self { http, target, timeout })
    }

    /// Posts a delivery.
    ///
    /// # Errors
    ///
    /// [`NoAnswer`].
    pub async fn post(&self, headers: HeaderMap, body: Bytes) -> Result<Answer, NoAnswer> {
        let start = Instant::now();
        let request = self.http.post(self.target.url().clone()).headers(headers).body(body);
        let mut response = request.send().await.map_err(|error| self.no_answer(&error))?;
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.no_answer(&error))? {
            let room = MAX_ANSWER - body.len();
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            if body.len() == MAX_ANSWER {
                break;
            }
        }
        Ok(Answer {
            status: response.status(),
            content_type: response.headers().get(CONTENT_TYPE).cloned(),
            body: body.freeze(),
            took: start.elapsed(),
        })
    }

    fn no_answer(&self, error: &reqwest::Error) -> NoAnswer {
        if error.is_timeout() {
            NoAnswer::Timeout(self.timeout)
        } else if error.is_connect() {
            NoAnswer::Connect(reason(error))
        } else {
            NoAnswer::Broken(reason(error))
        }
    }
}
