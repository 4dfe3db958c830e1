//! Deletes events that were delivered or died longer ago than `--keep`.

use std::sync::Arc;
use std::time::Duration;

use crate::inbox::Inbox;
use crate::inbox::bulk::{self, Pace};
use crate::metrics::Metrics;

/// Slow, because nobody waits for the end.
const PACE: Pace = Pace { batch: 500, pause: Duration::from_millis(100) };

/// The longest time between two rounds.
const MAX_INTERVAL: Duration = Duration::from_hours(1);

/// Prunes for ever: at once, and then as often as `keep` asks for.
pub async fn run(inbox: Arc<dyn Inbox>, keep: Duration, metrics: Arc<Metrics>) {
    let interval = (keep / 24).clamp(Duration::from_secs(1), MAX_INTERVAL);
    loop {
        let mut pruned = 0_u64;
        if let Err(error) = bulk::prune(&*inbox, keep, PACE, &mut pruned).await {
            metrics.count_store_error(&error);
            tracing::warn!("old events cannot be deleted, trying again later: {error}");
        }
        if pruned > 0 {
            tracing::info!("deleted {pruned} events that were finished long ago");
        }
        tokio::time::sleep(interval).await;
    }
}
