//! Recording what became of leased events.

use rusqlite::{OptionalExtension, Transaction};
use tokio::time::Instant;

use super::database::Database;
use super::object::{milliseconds, now, wake};
use crate::inbox::{InboxError, Outcome, Settlement};

/// Only the last one who claimed the event may settle it, and only once.
pub(super) const SETTLE: &str = "
    UPDATE hookseal_inbox
    SET state = ?3, attempts = attempts - ?4, due_at = ?5, finished_at = ?6, reason = coalesce(?7, reason),
        leased_until = NULL
    WHERE id = ?1 AND token = ?2 AND state = 'pending' AND leased_until IS NOT NULL
    RETURNING data_id";

/// Records what became of leased events, in one transaction.
pub fn settle(
    database: &Database,
    deadline: Instant,
    settlements: &[Settlement],
) -> Result<Vec<bool>, InboxError> {
    database.write(deadline, |transaction| {
        let now = now();
        settlements.iter().map(|settlement| settle_one(transaction, settlement, now)).collect()
    })
}

fn settle_one(
    transaction: &Transaction<'_>,
    settlement: &Settlement,
    now: i64,
) -> rusqlite::Result<bool> {
    let (state, uncounted, due_at, finished_at, reason) = match &settlement.outcome {
        Outcome::Delivered => ("delivered", 0, None, Some(now), None),
        Outcome::Dead { reason } => ("dead", 0, None, Some(now), Some(reason)),
        Outcome::Released => ("pending", 1, Some(now), None, None),
        Outcome::Retry { after, reason } => {
            ("pending", 0, Some(now.saturating_add(milliseconds(*after))), None, Some(reason))
        }
    };
    let lease = &settlement.lease;
    let settled: Option<Option<String>> = transaction
        .prepare_cached(SETTLE)?
        .query_row((&lease.id, lease.token, state, uncounted, due_at, finished_at, reason), |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(Some(object)) = &settled {
        wake(transaction, object, now)?;
    }
    Ok(settled.is_some())
}
