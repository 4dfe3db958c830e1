//! What becomes of an event after an attempt, and the line of the log about it.

use std::sync::Arc;
use std::time::Duration;

use super::attempt::{Failure, Verdict};
use super::backoff::Backoff;
use crate::inbox::Outcome;
use crate::log::Throttle;

/// Decides and logs.
#[derive(Debug)]
pub struct Ruling {
    backoff: Backoff,
    time_scale: f64,
    log: Arc<Throttle>,
}

impl Ruling {
    /// By these pauses, divided by the scale.
    pub fn new(backoff: Backoff, time_scale: f64, log: Arc<Throttle>) -> Self {
        Self { backoff, time_scale, log }
    }

    /// What becomes of the event with this id, and its word in the metrics.
    pub fn outcome(&self, id: &str, attempt: u32, verdict: Verdict) -> (&'static str, Outcome) {
        match verdict {
            Verdict::Delivered => {
                tracing::debug!("{id} was delivered, attempt {attempt}");
                ("delivered", Outcome::Delivered)
            }
            Verdict::Abandoned => ("released", Outcome::Released),
            Verdict::Gone(reason) => {
                if self.log.allows("dead") {
                    tracing::warn!("{id} is dead: the application answered {reason}");
                }
                ("dead", Outcome::Dead { reason })
            }
            Verdict::Failed(failure) => self.after_failure(id, attempt, failure),
        }
    }

    fn after_failure(&self, id: &str, attempt: u32, failure: Failure) -> (&'static str, Outcome) {
        let Failure { reason, retry_after, .. } = failure;
        let Some(pause) = self.backoff.jittered(attempt) else {
            if self.log.allows("dead") {
                tracing::warn!("{id} is dead: attempt {attempt}, the last one, failed: {reason}");
            }
            return ("dead", Outcome::Dead { reason });
        };
        let after = pause.max(retry_after.unwrap_or_default()).div_f64(self.time_scale);
        if self.log.allows("retry") {
            let pause = humantime::format_duration(Duration::from_millis(millis(after)));
            tracing::warn!("{id}, attempt {attempt}, failed: {reason}; the next one is in {pause}");
        }
        ("retry", Outcome::Retry { after, reason })
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
