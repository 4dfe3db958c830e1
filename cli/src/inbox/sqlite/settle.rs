//! Recording what became of leased events.

use rusqlite::{OptionalExtension, Transaction};
use tokio::time::Instant;

use super::database::Database;
use super::object::{milliseconds, now, wake};
use crate::inbox::{InboxError, Lease, Outcome, Settlement};

/// Only the last one who claimed the event may settle it, and only once.
pub(super) const LEASED: &str = "
    SELECT sequence, data_id FROM hookseal_inbox
    WHERE id = ?1 AND token = ?2 AND state = 'pending' AND leased_until IS NOT NULL";
pub(super) const SETTLE: &str = "
    UPDATE hookseal_inbox
    SET state = ?2, attempts = attempts - ?3, due_at = ?4, finished_at = ?5, reason = coalesce(?6, reason),
        leased_until = NULL
    WHERE sequence = ?1";

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
    let Lease { id, token } = &settlement.lease;
    let leased: Option<(i64, Option<String>)> = transaction
        .prepare_cached(LEASED)?
        .query_row((id, token), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((sequence, object)) = leased else { return Ok(false) };
    transaction.prepare_cached(SETTLE)?.execute((
        sequence,
        state,
        uncounted,
        due_at,
        finished_at,
        reason,
    ))?;
    if let Some(object) = object {
        wake(transaction, &object, now)?;
    }
    Ok(true)
}
