//! One attempt: a POST of the payload to the application, and what its answer means.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use hookseal::Signer;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Certificate, Client, ClientBuilder, Response, StatusCode, redirect, retry};

use super::failure::reason;
use super::retry_after;
use super::target::Target;
use crate::outcome::Fault;

/// How much of an answer is read, to keep the connection for the next attempt. A longer answer costs its connection.
const MAX_ANSWER: usize = 64 * 1024;

/// Shorter than the 5 s after which Node and uvicorn close an idle connection, which would lose an attempt on it.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(4);

/// What an answer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// 2xx: the application has the event.
    Delivered,
    /// 410: it does not want the event, ever.
    Gone(String),
    /// Anything else, or no answer.
    Failed(Failure),
    /// The forwarder ends before the answer came.
    Abandoned,
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// For people.
    pub reason: String,
    /// Whether the application answered, and not a proxy in its place.
    pub reached: bool,
    /// The pause that it asks for.
    pub retry_after: Option<Duration>,
}

/// The application: how it is reached, and the secret that signs.
#[derive(Debug)]
pub struct Application {
    client: Client,
    target: Target,
    signer: Signer,
    timeout: Duration,
}

impl Application {
    /// Prepares the connections. No connection is made yet.
    ///
    /// # Errors
    ///
    /// [`Fault::Usage`] if `--ca` is wrong, [`Fault::Failed`] if this machine has no root certificates.
    pub fn new(
        target: Target,
        signer: Signer,
        timeout: Duration,
        slots: usize,
        ca: Option<&Path>,
    ) -> Result<Self, Fault> {
        let builder = client(&target).pool_max_idle_per_host(slots);
        let builder = match (target.is_https(), ca) {
            (_, None) => builder,
            (true, Some(file)) => builder.tls_certs_only(certificates(file)?),
            (false, Some(file)) => {
                let fault = "it is of no use with http; make --forward-to begin with https://";
                return Err(Fault::Usage(format!("--ca {}: {fault}", file.display())));
            }
        };
        let client = builder.build().map_err(|error| {
            let cure = "install ca-certificates, or give --ca";
            Fault::Failed(format!("--forward-to {target}: {}; {cure}", reason(&error)))
        })?;
        Ok(Self { client, target, signer, timeout })
    }

    /// Where it is.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Sends the payload once. Takes no longer than the deadline, from connecting to the end of the answer.
    pub async fn send(&self, payload: Bytes, attempt: u32) -> Verdict {
        match tokio::time::timeout(self.timeout, self.exchange(payload, attempt)).await {
            Ok(Ok(verdict)) => verdict,
            Ok(Err(error)) => failed(reason(&error)),
            Err(_) => {
                failed(format!("timed out after {}", humantime::format_duration(self.timeout)))
            }
        }
    }

    async fn exchange(&self, payload: Bytes, attempt: u32) -> reqwest::Result<Verdict> {
        let signature = self.signer.sign_now(&payload);
        let mut response = self
            .client
            .post(self.target.url().clone())
            .header(CONTENT_TYPE, "application/json")
            .header(hookseal::HEADER_NAME, signature)
            .header("Hookseal-Attempt", attempt)
            .body(payload)
            .send()
            .await?;
        let mut read = 0;
        while read <= MAX_ANSWER
            && let Some(chunk) = response.chunk().await?
        {
            read += chunk.len();
        }
        Ok(judge(&response))
    }
}

/// A client of the application, as far as it is the same for every command.
pub fn client(target: &Target) -> ClientBuilder {
    // It fails only if a provider is installed already, which is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder()
        .user_agent(concat!("hookseal/", env!("CARGO_PKG_VERSION")))
        .http1_only()
        .redirect(redirect::Policy::none())
        .retry(retry::never()) // each attempt is counted
        .no_proxy()
        .referer(false)
        .pool_idle_timeout(POOL_IDLE_TIMEOUT);
    if target.is_https() {
        builder
    } else {
        builder.tls_certs_only([]) // so that a machine without certificates will do
    }
}

fn judge(response: &Response) -> Verdict {
    let status = response.status();
    if status.is_success() {
        return Verdict::Delivered;
    }
    let reason = status.to_string().replace(" <unknown status code>", "");
    match status {
        StatusCode::GONE => Verdict::Gone(reason),
        _ => Verdict::Failed(Failure {
            reason,
            reached: !is_gateways(status),
            retry_after: retry_after::read(response.headers()),
        }),
    }
}

/// Whether this is what a proxy answers while the application behind it is down.
fn is_gateways(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT
    )
}

fn failed(reason: String) -> Verdict {
    Verdict::Failed(Failure { reason, reached: false, retry_after: None })
}

fn certificates(file: &Path) -> Result<Vec<Certificate>, Fault> {
    let fault = |why: String| Fault::Usage(format!("--ca {}: {why}", file.display()));
    let pem = std::fs::read(file).map_err(|error| fault(error.to_string()))?;
    let certificates = Certificate::from_pem_bundle(&pem).map_err(|error| fault(reason(&error)))?;
    if certificates.is_empty() {
        return Err(fault("it contains no certificate; it must be a PEM file".to_owned()));
    }
    Ok(certificates)
}
