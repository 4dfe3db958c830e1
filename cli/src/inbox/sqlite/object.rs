//! What `--ordered` asks of an object, that is of all events on one `data.id`. And the store's clock.
//!
//! An event that may not go yet waits: its `due_at` is NULL, so that claims need not look at it again and again. For
//! each object with pending events, at least one does not wait: when that one is looked at or settled, it wakes the
//! first.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{OptionalExtension, Transaction};

pub(super) const FIRST: &str = "
    SELECT sequence, due_at IS NULL FROM hookseal_inbox
    WHERE state = 'pending' AND data_id IS NOT NULL AND data_id = ?1
    ORDER BY changed_at, sequence LIMIT 1";
pub(super) const IS_LEASED: &str = "
    SELECT 1 FROM hookseal_inbox
    WHERE leased_until IS NOT NULL AND data_id = ?1 AND leased_until > ?2 LIMIT 1";

/// The first pending event on an object.
pub struct First {
    /// Which one it is.
    pub sequence: i64,
    waits: bool,
}

/// Finds the first pending event on an object.
pub fn first(transaction: &Transaction<'_>, data_id: &str) -> rusqlite::Result<Option<First>> {
    transaction
        .prepare_cached(FIRST)?
        .query_row([data_id], |row| Ok(First { sequence: row.get(0)?, waits: row.get(1)? }))
        .optional()
}

/// Whether an event on the object is leased.
pub fn is_leased(transaction: &Transaction<'_>, data_id: &str, now: i64) -> rusqlite::Result<bool> {
    transaction.prepare_cached(IS_LEASED)?.exists((data_id, now))
}

/// Makes the first event on an object due, if it waits and nothing keeps it.
pub fn wake(transaction: &Transaction<'_>, data_id: &str, now: i64) -> rusqlite::Result<()> {
    match first(transaction, data_id)? {
        Some(first) if first.waits && !is_leased(transaction, data_id, now)? => transaction
            .prepare_cached("UPDATE hookseal_inbox SET due_at = ? WHERE sequence = ?")?
            .execute((now, first.sequence))
            .map(|_| ()),
        _ => Ok(()),
    }
}

/// This machine's time, in ms since the epoch.
pub fn now() -> i64 {
    milliseconds(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}

/// A duration in ms.
pub fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
