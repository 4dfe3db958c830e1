//! Writes what became of the attempts into the inbox, many in one call.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Notify, mpsc};

use crate::inbox::{Inbox, Settlement};
use crate::log::Throttle;
use crate::metrics::Metrics;

/// At most so many are settled in one call.
const MAX_BATCH: usize = 256;

/// The pauses after the store's first failure, and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const MAX_PAUSE: Duration = Duration::from_secs(2);

/// A settlement, and when its lease ends.
#[derive(Debug)]
pub struct Finished {
    /// What to write.
    pub settlement: Settlement,
    /// After this moment it would not count, as another forwarder may have the event.
    pub until: Instant,
}

/// Settles until every sender is gone. While the store is away it tries again, each one until its lease ends; then
/// the event is attempted once more, which is why an application gets every event at least once. Tells `settled` after
/// each call that succeeded.
pub async fn run(
    inbox: Arc<dyn Inbox>,
    mut finished: mpsc::Receiver<Finished>,
    metrics: Arc<Metrics>,
    log: Arc<Throttle>,
    settled: Arc<Notify>,
) {
    let mut waiting: Vec<Finished> = Vec::new();
    let mut pause = FIRST_PAUSE;
    loop {
        if waiting.is_empty() {
            let Some(first) = finished.recv().await else { return };
            waiting.push(first);
        }
        while waiting.len() < MAX_BATCH
            && let Ok(more) = finished.try_recv()
        {
            waiting.push(more);
        }
        let settlements: Vec<_> = waiting.iter().map(|one| one.settlement.clone()).collect();
        match inbox.settle(&settlements).await {
            Ok(held) => {
                let lost = held.iter().filter(|held| !**held).count();
                if lost > 0 {
                    metrics.forward_lease_lost.inc_by(lost as u64);
                    if log.allows("lost") {
                        tracing::warn!(
                            "the leases of {lost} attempts had ended before they were recorded; those events are forwarded again"
                        );
                    }
                }
                waiting.clear();
                pause = FIRST_PAUSE;
                settled.notify_one();
            }
            Err(error) => {
                metrics.count_store_error(&error);
                if log.allows("settle") {
                    tracing::warn!("attempts cannot be recorded, trying again: {error}");
                }
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(MAX_PAUSE);
                let before = waiting.len();
                waiting.retain(|one| one.until > Instant::now());
                metrics.forward_lease_lost.inc_by((before - waiting.len()) as u64);
            }
        }
    }
}
