//! What a request is answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hookseal::Verifier;
use hyper::Request;

use super::answer::{self, Answer, Refusal};
use super::batcher::Batcher;
use super::connection::{RequestBody, Service};
use super::delivery;
use super::health::Health;
use super::peer::Guard;
use super::refusals::Refusals;
use super::slots::{Phase, Seat};
use crate::inbox::Stored;
use crate::metrics::Metrics;

/// Everything that answering needs.
#[derive(Debug)]
pub struct Endpoint {
    /// Where deliveries come to.
    pub path: String,
    /// The core, with the endpoint's secrets.
    pub verifier: Verifier,
    /// The longest body.
    pub max_body: usize,
    /// The time for a body.
    pub body_timeout: Duration,
    /// Who may send requests.
    pub guard: Guard,
    /// On its way to the inbox.
    pub batcher: Batcher,
    /// `/healthz` and so on, unless they have a listener of their own.
    pub health: Option<Arc<Health>>,
    /// Counts.
    pub metrics: Arc<Metrics>,
    /// Logs.
    pub refusals: Arc<Refusals>,
}

impl Service for Endpoint {
    async fn answer(&self, request: Request<RequestBody>, seat: &Seat) -> Answer {
        let began = Instant::now();
        let sender = self.guard.sender(seat.slot.peer, request.headers());
        let path = request.uri().path();
        let delivered = if !self.guard.allows(sender) {
            Err(Refusal::Forbidden)
        } else if path == self.path {
            self.deliver(request, seat).await
        } else if let Some(health) = &self.health
            && let Some(answer) = health.at(path).await
        {
            return answer;
        } else {
            Err(Refusal::NotFound)
        };

        self.metrics.delivery_seconds.observe(began.elapsed().as_secs_f64());
        match delivered {
            Ok(stored) => {
                self.metrics.count_delivery(match stored {
                    Stored::New => "stored",
                    Stored::Duplicate => "duplicate",
                });
                answer::stored()
            }
            Err(refusal) => {
                self.metrics.count_delivery(refusal.code());
                self.refusals.log(&refusal, sender);
                refusal.answer()
            }
        }
    }
}

impl Endpoint {
    async fn deliver(&self, request: Request<RequestBody>, seat: &Seat) -> Result<Stored, Refusal> {
        let (parts, body) = request.into_parts();
        let (verifier, limit, timeout) = (&self.verifier, self.max_body, self.body_timeout);
        let (event, held) = delivery::read(&parts, body, seat, verifier, limit, timeout).await?;
        seat.slot.begins(Phase::Storing);
        self.batcher.store(event, held).await
    }
}
