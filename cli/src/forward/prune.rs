//! Deletes events that were delivered or died longer ago than `--keep`.

use std::sync::Arc;
use std::time::Duration;

use crate::inbox::Inbox;
use crate::metrics::Metrics;

/// How many events one call deletes: few enough not to hold deliveries up.
const BATCH: u32 = 500;

/// The pause between two calls, in which deliveries have the store to themselves.
const PAUSE: Duration = Duration::from_millis(100);

/// The longest time between two rounds.
const MAX_INTERVAL: Duration = Duration::from_hours(1);

/// Prunes for ever: at once, and then as often as `keep` asks for.
pub async fn run(inbox: Arc<dyn Inbox>, keep: Duration, metrics: Arc<Metrics>) {
    let interval = (keep / 24).clamp(Duration::from_secs(1), MAX_INTERVAL);
    loop {
        let mut pruned = 0_u64;
        loop {
            match inbox.prune(keep, BATCH).await {
                Ok(count) => {
                    pruned += u64::from(count);
                    if count < BATCH {
                        break;
                    }
                }
                Err(error) => {
                    metrics.count_store_error(&error);
                    tracing::warn!("old events cannot be deleted, trying again later: {error}");
                    break;
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        if pruned > 0 {
            tracing::info!("deleted {pruned} events that were finished long ago");
        }
        tokio::time::sleep(interval).await;
    }
}
