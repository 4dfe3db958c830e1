//! Asks the Events API for pages, as often as it takes.

use jiff::Timestamp;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Url, redirect};
use ring::digest;
use tracing::warn;

use super::answer::{self, Failure, Page};
use super::error::ApiError;
use super::pause::{self, MAX_TRIES};
use crate::outcome::Fault;
use crate::settings::events_api::EventsApiArgs;

/// The most that the API allows.
const PAGE_SIZE: &str = "100";

/// What a page is asked for with.
#[derive(Clone, Debug)]
pub struct Query {
    /// The events of these names; all, if empty. The API refuses names that it does not know.
    pub events: Vec<String>,
    /// Not earlier than this.
    pub range_start: Timestamp,
    /// Not later than this.
    pub range_end: Option<Timestamp>,
    /// After this event.
    pub after: Option<String>,
}

impl Query {
    /// The same without `after`.
    #[must_use]
    pub fn without_cursor(self) -> Self {
        Self { after: None, ..self }
    }
}

/// A client with one key.
#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    url: Url,
    authorization: HeaderValue,
    time_scale: f64,
}

impl Client {
    /// Makes a client. It sends nothing yet.
    ///
    /// # Errors
    ///
    /// [`Fault::Usage`] if there is no key; [`Fault::Failed`] if this machine has no certificates.
    pub fn new(args: &EventsApiArgs) -> Result<Self, Fault> {
        let authorization = args.authorization()?;
        // Fails only if a provider is installed already, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .user_agent(concat!("hookseal/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .timeout(args.api_timeout) // from connecting to the last byte of the answer
            .build()
            .map_err(|error| Fault::Failed(format!("no HTTPS client can be made: {error}")))?;
        let mut url = args.api_url.clone();
        url.set_path(&format!("{}/events", url.path().trim_end_matches('/')));
        Ok(Self { http, url, authorization, time_scale: args.time_scale })
    }

    /// A name for this source of events: the API, the environment of the key, and the selection. It does not give the
    /// key away.
    pub fn source(&self, events: &[String]) -> String {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(self.authorization.as_bytes());
        for part in [self.url.as_str()].into_iter().chain(events.iter().map(String::as_str)) {
            context.update(b"\0");
            context.update(part.as_bytes());
        }
        let digest = context.finish();
        let short = digest.as_ref().first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        format!("{short:016x}")
    }

    /// Asks for a page, again and again while the API is busy or away.
    ///
    /// # Errors
    ///
    /// [`ApiError`]; [`ApiError::Unavailable`] after several tries.
    pub async fn page(&self, query: &Query) -> Result<Page, ApiError> {
        let url = self.url(query);
        let mut tries = 1;
        loop {
            let (reason, wait) = match self.ask(url.clone()).await {
                Ok(page) => return Ok(page),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Passing(reason, wait)) => (reason, wait),
            };
            if tries == MAX_TRIES {
                return Err(ApiError::Unavailable { reason, tries });
            }
            let pause = wait.unwrap_or_else(|| pause::after(tries));
            warn!("the Events API: {reason}; trying again in {} s", pause.as_secs_f64().ceil());
            tokio::time::sleep(pause.div_f64(self.time_scale)).await;
            tries += 1;
        }
    }

    /// The server's clock, or this machine's if the server does not say. Also shows whether the key is accepted.
    ///
    /// # Errors
    ///
    /// Those of [`page`](Self::page).
    pub async fn server_time(&self) -> Result<Timestamp, ApiError> {
        let now = Timestamp::now();
        let query = Query { events: Vec::new(), range_start: now, range_end: None, after: None };
        Ok(self.page(&query).await?.server_time.unwrap_or(now))
    }

    fn url(&self, query: &Query) -> Url {
        let mut url = self.url.clone();
        let mut pairs = url.query_pairs_mut();
        pairs.append_pair("limit", PAGE_SIZE);
        pairs.append_pair("range_start", &format!("{:.3}", query.range_start));
        if let Some(end) = query.range_end {
            pairs.append_pair("range_end", &format!("{end:.3}"));
        }
        if let Some(after) = &query.after {
            pairs.append_pair("after", after);
        }
        if !query.events.is_empty() {
            pairs.append_pair("events", &query.events.join(","));
        }
        drop(pairs);
        url
    }

    async fn ask(&self, url: Url) -> Result<Page, Failure> {
        let request = self.http.get(url).header(AUTHORIZATION, self.authorization.clone());
        let response = request.send().await.map_err(|error| answer::broken(&error))?;
        answer::read(response).await
    }
}
