//! Changes to many events, in calls that are too short to hold deliveries up.

use std::time::Duration;

use super::{Inbox, InboxError};

/// How fast many events are changed.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How many events one call changes.
    pub batch: u32,
    /// How long deliveries have the store to themselves between two calls.
    pub pause: Duration,
}

/// Deletes all events that were delivered or died longer ago than `keep`. Adds to `count` how many, also if it fails.
pub async fn prune(
    inbox: &dyn Inbox,
    keep: Duration,
    pace: Pace,
    count: &mut u64,
) -> Result<(), InboxError> {
    loop {
        let pruned = inbox.prune(keep, pace.batch).await?;
        *count += u64::from(pruned);
        if pruned < pace.batch {
            return Ok(());
        }
        tokio::time::sleep(pace.pause).await;
    }
}
