//! Retrying and pruning, in transactions so short that deliveries do not notice them.

use std::time::Duration;

use tokio::time::Instant;

use super::database::Database;
use super::look::select;
use super::object::{milliseconds, now};
use crate::inbox::{Cursor, Filter, InboxError, Retried, State};

/// How many events one transaction changes.
pub const BATCH: u32 = 100;
/// How long others may write before the next batch.
pub const PAUSE: Duration = Duration::from_millis(10);

pub(super) const OLD: &str = "
    SELECT sequence FROM hookseal_inbox
    WHERE finished_at IS NOT NULL AND finished_at < ?1 ORDER BY finished_at LIMIT ?2";

/// Events that are to be retried.
pub struct Found {
    /// Which ones.
    pub sequences: Vec<i64>,
    /// Where to go on.
    pub next: Option<Cursor>,
}

/// Finds delivered and dead events that the filter selects.
pub fn finished(
    database: &Database,
    deadline: Instant,
    filter: &Filter,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Found, InboxError> {
    if filter.state == Some(State::Pending) {
        return Ok(Found { sequences: Vec::new(), next: None });
    }
    let (sequences, next) =
        select(database, deadline, filter, after, limit.min(BATCH), |row| row.get(0))?;
    Ok(Found { sequences, next })
}

/// Makes events pending again, unless they are already.
pub fn retry(database: &Database, deadline: Instant, found: &Found) -> Result<Retried, InboxError> {
    let sql = "UPDATE hookseal_inbox
               SET state = 'pending', attempts = 0, due_at = ?2, finished_at = NULL, reason = NULL
               WHERE sequence = ?1 AND state <> 'pending'";
    database.write(deadline, |transaction| {
        let mut update = transaction.prepare_cached(sql)?;
        let (now, mut count) = (now(), 0_u32);
        for sequence in &found.sequences {
            count += u32::from(update.execute((sequence, now))? == 1);
        }
        Ok(Retried { count, next: found.next })
    })
}

/// Deletes events that were delivered or died longer ago than `keep`.
pub fn prune(
    database: &Database,
    deadline: Instant,
    keep: Duration,
    limit: u32,
) -> Result<u32, InboxError> {
    let before = now().saturating_sub(milliseconds(keep));
    // Most often nothing is to do, which needs no lock.
    let any = format!("SELECT EXISTS ({OLD})");
    let delete = format!("DELETE FROM hookseal_inbox WHERE sequence IN ({OLD})");
    if !database.read_before_write(deadline, |transaction| {
        transaction.prepare_cached(&any)?.query_row((before, limit), |row| row.get(0))
    })? {
        return Ok(0);
    }
    database.write(deadline, |transaction| {
        let deleted = transaction.prepare_cached(&delete)?.execute((before, limit))?;
        Ok(u32::try_from(deleted).unwrap_or(u32::MAX))
    })
}
