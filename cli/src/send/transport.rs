//! One attempt: a POST, and its result.

use std::error::Error;
use std::fmt;
use std::fs;
use std::time::{Duration, Instant};

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Body, Certificate, Client, Response, Url, redirect};

use super::action::Checker;
use super::answer::Answer;
use super::body::Pieces;
use crate::commands::send::Args;

/// How a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    AtOnce,
    Trickling,
    /// The connection is closed in the middle of the body.
    CutInBody,
    /// The connection is closed after the body, before the answer is read.
    CutBeforeAnswer,
}

/// The result of an attempt.
#[derive(Debug)]
pub struct Attempt {
    pub answer: Answer,
    /// How long the endpoint took. Measured only if the request was sent at once.
    pub latency: Option<Duration>,
    /// Why there is no answer, unless that was planned.
    pub fault: Option<String>,
}

impl Attempt {
    const CUT: Self = Self { answer: Answer::Dropped, latency: None, fault: None };

    fn failed(error: reqwest::Error) -> Self {
        let answer = if error.is_timeout() {
            Answer::Timeout
        } else if error.is_connect() {
            Answer::Refused
        } else {
            Answer::Dropped
        };
        let error = error.without_url(); // the URL may contain a password
        let mut fault = error.to_string();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            fault = format!("{fault}: {deeper}");
            cause = deeper.source();
        }
        Self { answer, latency: None, fault: Some(fault) }
    }
}

/// The connections to the endpoint.
#[derive(Debug)]
pub struct Transport {
    client: Client,
    url: Url,
    slow_for: Duration,
    /// Checks the answers to actions.
    checker: Option<Checker>,
}

impl Transport {
    pub fn new(args: &Args, checker: Option<Checker>) -> Result<Self, String> {
        let url = args.url.clone().ok_or("--url is missing")?;
        if args.slow_body > 0.0 && args.slow_for >= args.timeout {
            return Err(
                "no slow body would arrive in time; make --slow-for less than --timeout".to_owned()
            );
        }
        // It fails only if a provider is installed already, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .user_agent(concat!("hookseal/", env!("CARGO_PKG_VERSION")))
            .timeout(args.timeout)
            // Sooner than servers commonly close an idle connection, which would lose a request on it.
            .pool_idle_timeout(Duration::from_secs(3))
            .redirect(redirect::Policy::none())
            .no_proxy();
        if url.scheme() == "http" {
            if args.ca.is_some() {
                return Err(
                    "--ca is of no use with http; make --url begin with https://".to_owned()
                );
            }
            builder = builder.tls_certs_only([]); // so that a machine without certificates will do
        } else if let Some(file) = &args.ca {
            let failed = |fault: &dyn fmt::Display| format!("--ca {}: {fault}", file.display());
            let pem = fs::read(file).map_err(|error| failed(&error))?;
            let certificates =
                Certificate::from_pem_bundle(&pem).map_err(|error| failed(&error))?;
            if certificates.is_empty() {
                return Err(failed(&"it contains no certificate; it must be a PEM file"));
            }
            builder = builder.tls_certs_only(certificates);
        }
        let client = builder.build().map_err(|error| error.to_string())?;
        Ok(Self { client, url, slow_for: args.slow_for, checker })
    }

    pub async fn post(&self, body: Bytes, header: &str, manner: Manner) -> Attempt {
        match manner {
            Manner::AtOnce => {
                let start = Instant::now();
                let answered = self.send(body.into(), header).await;
                let latency = start.elapsed();
                match answered {
                    Ok(response) => Attempt { latency: Some(latency), ..self.read(response).await },
                    Err(error) => Attempt::failed(error),
                }
            }
            Manner::Trickling => {
                let body = Body::wrap(Pieces::trickling(body, self.slow_for));
                match self.send(body, header).await {
                    Ok(response) => self.read(response).await,
                    Err(error) => Attempt::failed(error),
                }
            }
            Manner::CutInBody => {
                let body = Body::wrap(Pieces::half(body));
                cut(self.send(body, header).await)
            }
            Manner::CutBeforeAnswer => {
                let (body, sent) = Pieces::watched(body);
                // Once the socket has taken the body, dropping the request closes the connection.
                tokio::select! {
                    biased;
                    answered = self.send(Body::wrap(body), header) => cut(answered),
                    _ = sent => Attempt::CUT,
                }
            }
        }
    }

    async fn send(&self, body: Body, header: &str) -> reqwest::Result<Response> {
        self.client
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(hookseal::HEADER_NAME, header)
            .body(body)
            .send()
            .await
    }

    /// Reads the answer to its end, unless it is long, so that the connection can be reused.
    async fn read(&self, mut response: Response) -> Attempt {
        let mut body = Vec::new();
        let mut length = 0;
        while let Ok(Some(chunk)) = response.chunk().await {
            length += chunk.len();
            if length > MAX_ANSWER_LEN {
                break;
            }
            if length <= MAX_SEARCHED_LEN {
                body.extend_from_slice(&chunk);
            } else {
                body.clear();
            }
        }
        let answer = match (&self.checker, response.status().as_u16()) {
            (Some(checker), 200) => {
                let content_type = response.headers().get(CONTENT_TYPE);
                checker.check(content_type.map(HeaderValue::as_bytes), &body)
            }
            (_, status) => Answer::new(status, &body),
        };
        Attempt { answer, latency: None, fault: None }
    }
}

/// A longer answer is neither searched for a code nor that of an action.
const MAX_SEARCHED_LEN: usize = 4 << 10;

/// A longer answer is not read to its end.
const MAX_ANSWER_LEN: usize = 64 << 10;

/// An answer that came too early does not count. A failure to connect does.
fn cut(answered: reqwest::Result<Response>) -> Attempt {
    match answered {
        Err(error) if error.is_connect() || error.is_timeout() => Attempt::failed(error),
        _ => Attempt::CUT,
    }
}
