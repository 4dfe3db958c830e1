//! One delivery, from its first attempt to its outcome.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SetOnce};
use tokio::time::sleep;

use crate::event::Event;
use crate::kind::Kind;
use crate::schedule::Schedule;
use crate::sign::Signing;
use crate::transport::{Answer, Attempt, Manner, Transport};

/// What all deliveries use.
#[derive(Debug)]
pub struct Sender {
    pub transport: Transport,
    pub signing: Signing,
    pub schedule: Schedule,
    /// One for each attempt that may be under way.
    pub slots: Arc<Semaphore>,
}

/// An event that is sent, and its header at the first attempt, once that is over.
#[derive(Debug)]
pub struct Sent {
    pub event: Event,
    pub first_header: SetOnce<String>,
}

/// A delivery to be made.
#[derive(Debug)]
pub struct Delivery {
    pub kind: Kind,
    pub sent: Arc<Sent>,
    /// What is sent; the event's own is what is signed.
    pub body: Bytes,
    /// How its first attempt is sent.
    pub manner: Manner,
}

/// How a delivery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Delivered,
    Refused,
    GaveUp,
    Accepted,
}

/// A delivery that is over.
#[derive(Debug)]
pub struct Record {
    pub kind: Kind,
    pub sent: Arc<Sent>,
    pub statuses: Vec<Answer>,
    pub latencies: Vec<Duration>,
    pub outcome: Outcome,
    /// Why the first attempt without an answer had none.
    pub fault: Option<String>,
}

impl Delivery {
    /// Makes attempts until there is an outcome; the first has its slot.
    pub async fn make(self, sender: &Sender, slot: OwnedSemaphorePermit) -> Record {
        let mut slot = Some(slot);
        let mut record = Record {
            kind: self.kind,
            sent: Arc::clone(&self.sent),
            statuses: Vec::new(),
            latencies: Vec::new(),
            outcome: Outcome::GaveUp,
            fault: None,
        };
        let mut waited = Duration::ZERO;
        for attempt in 0.. {
            let slot = match slot.take() {
                Some(slot) => Some(slot),
                None => Arc::clone(&sender.slots).acquire_owned().await.ok(),
            };
            let Attempt { answer, latency, fault } = self.attempt(sender, attempt, waited).await;
            drop(slot);
            record.statuses.push(answer);
            record.latencies.extend(latency);
            record.fault = record.fault.or(fault);
            if let Some(outcome) = outcome(self.kind, answer) {
                record.outcome = outcome;
                break;
            }
            let Some(delay) = sender.schedule.delay(attempt) else { break };
            waited += delay;
            sleep(sender.schedule.real(delay)).await;
        }
        record
    }

    async fn attempt(&self, sender: &Sender, attempt: u32, waited: Duration) -> Attempt {
        let manner = match self.manner {
            Manner::CutInBody | Manner::CutBeforeAnswer if attempt > 0 => Manner::AtOnce,
            manner => manner,
        };
        if self.kind == Kind::Replayed {
            let header = self.sent.first_header.wait().await;
            return sender.transport.post(self.body.clone(), header, manner).await;
        }
        let header = sender.signing.header(self.kind, &self.sent.event.body, waited);
        let made = sender.transport.post(self.body.clone(), &header, manner).await;
        if self.kind.is_original() && attempt == 0 {
            // Only this attempt of this delivery sets it.
            let _ = self.sent.first_header.set(header);
        }
        made
    }
}

/// `None` if it is to be sent again: what was not answered 200, and a bad one only if not answered
/// at all.
fn outcome(kind: Kind, answer: Answer) -> Option<Outcome> {
    match answer {
        Answer::Status(400) if kind.is_bad() || kind == Kind::Replayed => Some(Outcome::Refused),
        Answer::Status(200..=299) if kind.is_bad() => Some(Outcome::Accepted),
        Answer::Status(200) => Some(Outcome::Delivered),
        Answer::Status(_) if kind.is_bad() => Some(Outcome::GaveUp),
        _ => None,
    }
}
