//! One delivery, from its first attempt to its outcome.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SetOnce, mpsc};
use tokio::time::sleep;

use super::answer::Answer;
use super::event::Event;
use super::kind::Kind;
use super::schedule::Schedule;
use super::sign::Signing;
use super::transport::{Attempt, Manner, Transport};

/// What all deliveries use.
#[derive(Debug)]
pub struct Sender {
    pub transport: Transport,
    pub signing: Signing,
    pub schedule: Schedule,
    /// As many permits as attempts may be under way.
    pub slots: Arc<Semaphore>,
}

/// An event that is sent, and the header of its first attempt, once that has ended.
#[derive(Debug)]
pub struct Sent {
    pub event: Event,
    pub first_header: SetOnce<String>,
}

/// A delivery that has not begun.
#[derive(Debug)]
pub struct Delivery {
    pub kind: Kind,
    pub sent: Arc<Sent>,
    /// The body that is sent. The signature is that of the event's own body.
    pub body: Bytes,
    /// How the first attempt is sent.
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

/// A delivery that has ended.
#[derive(Debug)]
pub struct Record {
    pub kind: Kind,
    pub sent: Arc<Sent>,
    pub statuses: Vec<Answer>,
    pub latencies: Vec<Duration>,
    pub outcome: Outcome,
    /// Why there was no answer, for the first attempt without one.
    pub fault: Option<String>,
}

/// An attempt whose answer, or lack of one, is a failure.
#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    pub sent: Arc<Sent>,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    pub answer: Answer,
    pub fault: Option<String>,
    pub next: Next,
}

/// What follows an attempt.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    /// Another attempt, after this time.
    Retry(Duration),
    End(Outcome),
}

impl Next {
    fn is_failure(self) -> bool {
        matches!(self, Self::Retry(_) | Self::End(Outcome::GaveUp | Outcome::Accepted))
    }
}

/// Reported while deliveries are under way.
#[derive(Debug)]
pub enum News {
    Failed(Failure),
    Ended(Record),
}

impl Delivery {
    /// Makes attempts until there is an outcome. `slot` is for the first attempt.
    pub async fn run(self, sender: &Sender, slot: OwnedSemaphorePermit, news: &mpsc::Sender<News>) {
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
            let next = match (outcome(self.kind, &answer), sender.schedule.delay(attempt)) {
                (Some(outcome), _) => Next::End(outcome),
                (None, None) => Next::End(Outcome::GaveUp),
                (None, Some(delay)) => {
                    waited += delay;
                    Next::Retry(sender.schedule.real(delay))
                }
            };
            if next.is_failure() {
                let failure = Failure {
                    kind: self.kind,
                    sent: Arc::clone(&self.sent),
                    attempt: attempt + 1,
                    answer: answer.clone(),
                    fault: fault.clone(),
                    next,
                };
                let _ = news.send(News::Failed(failure)).await; // the receiver listens to the end
            }
            record.statuses.push(answer);
            record.latencies.extend(latency);
            record.fault = record.fault.or(fault);
            match next {
                Next::Retry(delay) => sleep(delay).await,
                Next::End(outcome) => {
                    record.outcome = outcome;
                    break;
                }
            }
        }
        let _ = news.send(News::Ended(record)).await;
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
        let answered = sender.transport.post(self.body.clone(), &header, manner).await;
        if self.kind.is_original() && attempt == 0 {
            // No other attempt sets it, so this cannot fail.
            let _ = self.sent.first_header.set(header);
        }
        answered
    }
}

/// `None` if the delivery must be sent again: if it was not answered 200, or, for a bad delivery, if
/// there was no answer at all.
fn outcome(kind: Kind, answer: &Answer) -> Option<Outcome> {
    match answer {
        Answer::Status(400, _) if kind.is_bad() || kind == Kind::Replayed => Some(Outcome::Refused),
        Answer::Status(200..=299, _) | Answer::Decided(_) | Answer::Invalid(_) if kind.is_bad() => {
            Some(Outcome::Accepted)
        }
        Answer::Status(200, _) | Answer::Decided(_) => Some(Outcome::Delivered),
        Answer::Status(..) if kind.is_bad() => Some(Outcome::GaveUp),
        _ => None,
    }
}
