//! `/healthz`, `/readyz` and `/metrics`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::Request;
use tokio::sync::Mutex;
use tokio::time;

use super::answer::{Answer, Refusal, text};
use super::connection::{RequestBody, Service};
use super::slots::Seat;
use super::store::Store;
use crate::inbox::InboxError;
use crate::metrics::{self, Metrics};

/// What is served for operators.
pub const PATHS: [&str; 3] = [HEALTH, READINESS, METRICS];
const HEALTH: &str = "/healthz";
const READINESS: &str = "/readyz";
const METRICS: &str = "/metrics";

/// How long the answer to `/readyz` is kept.
const FRESH: Duration = Duration::from_secs(1);
const PROBE_DEADLINE: Duration = Duration::from_secs(2);
const STATS_INTERVAL: Duration = Duration::from_secs(10);

/// When the inbox was probed, and whether an event could be stored.
type Probe = (Instant, Result<(), InboxError>);

/// Answers for operators.
#[derive(Debug)]
pub struct Health {
    store: Store,
    metrics: Arc<Metrics>,
    last_probe: Arc<Mutex<Option<Probe>>>,
}

impl Health {
    /// Of this inbox.
    #[must_use]
    pub fn new(store: Store, metrics: Arc<Metrics>) -> Self {
        Self { store, metrics, last_probe: Arc::default() }
    }

    /// The answer, if the path is one of the three.
    pub async fn at(&self, path: &str) -> Option<Answer> {
        match path {
            HEALTH => Some(text(200, "application/json", "{\"status\": \"alive\"}".to_owned())),
            READINESS => Some(self.readiness().await),
            METRICS => Some(text(200, metrics::CONTENT_TYPE, self.metrics.text())),
            _ => None,
        }
    }

    /// The log has the whole cause. Here anyone may read, so it is only the kind.
    async fn readiness(&self) -> Answer {
        match self.probe().await {
            Ok(()) => text(200, "application/json", "{\"status\": \"ready\"}".to_owned()),
            Err(error) => {
                let kind = error.kind();
                let body = format!("{{\"error\": \"unavailable\", \"cause\": \"{kind}\"}}");
                text(503, "application/json", body)
            }
        }
    }

    /// One probe at a time, and no more than one a second. It runs on if the client goes away, so that
    /// connecting and disconnecting does not start more.
    async fn probe(&self) -> Result<(), InboxError> {
        let mut last = Arc::clone(&self.last_probe).lock_owned().await;
        if let Some((at, result)) = &*last
            && at.elapsed() < FRESH
        {
            return result.clone();
        }
        let store = self.store.clone();
        let probing = tokio::spawn(async move {
            let result = probe(&store).await;
            if let Err(error) = &result {
                tracing::warn!("not ready: {error}");
            }
            *last = Some((Instant::now(), result.clone()));
            result
        });
        probing.await.unwrap_or_else(|error| Err(InboxError::Other(error.to_string())))
    }

    /// Keeps the gauges of the inbox up to date, as long as the program runs.
    pub async fn refresh(self: Arc<Self>) {
        let mut interval = time::interval(STATS_INTERVAL);
        interval.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
        loop {
            interval.tick().await;
            let Ok(inbox) = self.store.inbox() else { continue };
            match time::timeout(STATS_INTERVAL, inbox.stats()).await {
                Ok(Ok(stats)) => self.metrics.set_inbox(&stats),
                Ok(Err(error)) => tracing::debug!("no counts of the inbox: {error}"),
                Err(_) => tracing::debug!("no counts of the inbox: it does not answer in time"),
            }
        }
    }
}

async fn probe(store: &Store) -> Result<(), InboxError> {
    let inbox = store.inbox()?;
    time::timeout(PROBE_DEADLINE, inbox.probe()).await.unwrap_or_else(|_| {
        let limit = PROBE_DEADLINE.as_secs();
        Err(InboxError::Timeout(format!("no answer within {limit} s")))
    })
}

/// The listener of `--admin-listen`.
impl Service for Health {
    async fn answer(&self, request: Request<RequestBody>, _: &Seat) -> Answer {
        match self.at(request.uri().path()).await {
            Some(answer) => answer,
            None => Refusal::NotFound.answer(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::receive::fake_inbox::FakeInbox;

    async fn ready(health: &Health) -> u16 {
        health.at("/readyz").await.unwrap().status().as_u16()
    }

    #[tokio::test]
    async fn many_questions_are_one_probe_and_silence_is_an_answer() {
        let inbox = Arc::new(FakeInbox::new(0));
        let store = Store::from(Arc::clone(&inbox) as Arc<dyn crate::inbox::Inbox>);
        let health = Health::new(store, Arc::default());
        let began = Instant::now();
        assert_eq!(tokio::join!(ready(&health), ready(&health), ready(&health)), (503, 503, 503));
        assert_eq!(inbox.probes.load(Ordering::Relaxed), 1);
        assert!(began.elapsed() < 2 * PROBE_DEADLINE);

        inbox.permits.add_permits(1);
        time::sleep(2 * FRESH).await;
        assert_eq!(tokio::join!(ready(&health), ready(&health)), (200, 200));
        assert_eq!(inbox.probes.load(Ordering::Relaxed), 2);
    }
}
