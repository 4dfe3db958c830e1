//! Reads events from the Events API as they happen, and signs them here. So no tunnel is needed.

use std::time::Duration;

use hookseal::{HEADER_NAME, Signer};
use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use tracing::{info, warn};

use super::application::Application;
use super::progress::Progress;
use super::view::{Delivery, View};
use crate::events_api::{ApiError, ApiEvent, Batch, Client, Position, Reader};
use crate::inbox::NewEvent;
use crate::outcome::Fault;
use crate::receive::answer::Refusal;

/// After the first attempt, these pauses are made. WorkOS would try for days, but here someone is watching.
const PAUSES: [Duration; 4] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];
/// After the client has given up on the API, for instance without a network.
const OUTAGE_PAUSE: Duration = Duration::from_secs(10);

/// What to read, and what to do with it.
#[derive(Debug)]
pub struct Poll {
    /// Where events come from.
    pub client: Client,
    /// The events of these names; all, if empty.
    pub events: Vec<String>,
    /// From when on; else from where the last run stopped, or from now.
    pub since: Option<Timestamp>,
    /// How long to wait before looking for new events.
    pub interval: Duration,
    /// Divides the other pauses, for tests.
    pub time_scale: f64,
    /// Signs them.
    pub signer: Signer,
    /// Gets them.
    pub application: Option<Application>,
    /// Shows them.
    pub view: View,
}

impl Poll {
    /// Polls for ever.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if the API refuses the key or the query. That it cannot be reached is no reason to end.
    pub async fn run(&self) -> Result<(), Fault> {
        let mut progress = Progress::read(&self.client.source(&self.events))?;
        let start = self.start(&progress).await?;
        let mut reader = Reader::new(&self.client, self.events.clone(), start.clone(), None);
        let mut position = start;
        let mut is_down = false;
        loop {
            match reader.next().await {
                Ok(Some(Batch { events, next })) => {
                    for event in events {
                        let id =
                            event.head.as_ref().map(|head| head.id.as_str()).unwrap_or_default();
                        if progress.knows(id) {
                            continue;
                        }
                        is_down = !self.deliver(&event, is_down).await;
                        progress.add(id);
                        if let Ok(head) = &event.head
                            && reader.is_oldest_first()
                        {
                            position = position.past(head);
                        }
                        progress.keep(position.clone());
                    }
                    if position != next {
                        position = next;
                        progress.keep(position.clone());
                    }
                }
                Ok(None) => {
                    tokio::time::sleep(self.interval).await;
                    reader.resume();
                }
                Err(error @ ApiError::Unavailable { .. }) => {
                    warn!("{error}");
                    tokio::time::sleep(self.scaled(OUTAGE_PAUSE)).await;
                }
                Err(error) => return Err(Fault::Failed(error.to_string())),
            }
        }
    }

    async fn start(&self, progress: &Progress) -> Result<Position, Fault> {
        if let Some(since) = self.since {
            return Ok(Position::at(since));
        }
        if let Some(position) = progress.position() {
            let from = position.from;
            info!(
                "going on where the last run stopped, at {from:.0}; `--since now` begins with new events"
            );
            return Ok(position.clone());
        }
        let now = self.client.server_time().await;
        Ok(Position::at(now.map_err(|error| Fault::Failed(error.to_string()))?))
    }

    /// Hands an event to the application, a few times if need be. Returns whether the application answered.
    async fn deliver(&self, event: &ApiEvent, is_down: bool) -> bool {
        let event = match NewEvent::read(event.payload.clone()) {
            Ok(event) => event,
            Err(error) => {
                self.view.show(&Delivery::refused(&Refusal::Delivery(error)));
                return !is_down;
            }
        };
        let Some(application) = &self.application else {
            self.view.show(&Delivery::accepted(&event));
            return true;
        };
        // While it is down, each event is tried once, so that a hundred of them do not take an hour.
        let pauses = if is_down { &[] } else { &PAUSES[..] };
        let mut pauses = pauses.iter().map(|pause| self.scaled(*pause));
        for attempt in 1.. {
            let headers = self.headers(&event, attempt);
            let answer = application.post(headers, event.payload.clone()).await;
            let mut delivery = Delivery::accepted(&event);
            delivery.attempt = Some(attempt);
            delivery.answered(&answer);
            let is_final = answer.as_ref().is_ok_and(|answer| {
                answer.status.is_success() || answer.status == StatusCode::GONE
            });
            let pause = pauses.next().filter(|_| !is_final);
            delivery.retry_in_seconds = pause.map(|pause| pause.as_secs_f64());
            self.view.show(&delivery);
            match pause {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return answer.is_ok(),
            }
        }
        false
    }

    /// Those of a delivery that `forward` makes.
    fn headers(&self, event: &NewEvent, attempt: u32) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert("hookseal-attempt", attempt.into());
        if let Ok(signature) = HeaderValue::from_str(&self.signer.sign_now(&event.payload)) {
            headers.insert(HEADER_NAME, signature);
        }
        headers
    }

    fn scaled(&self, pause: Duration) -> Duration {
        pause.div_f64(self.time_scale)
    }
}
