//! Storing events. This is what deliveries wait for.

use tokio::time::Instant;

use super::database::Database;
use super::object::now;
use crate::inbox::{InboxError, NewEvent, Stored};

pub(super) const INSERT: &str = "
    INSERT INTO hookseal_inbox (id, event, data_id, changed_at, due_at, received_at, payload)
    VALUES (?1, ?2, ?3, coalesce(?4, ?5), ?5, ?5, ?6)
    ON CONFLICT (id) DO NOTHING";

/// Stores the events that are new, in one transaction.
pub fn store(
    database: &Database,
    deadline: Instant,
    events: &[NewEvent],
) -> Result<Vec<Stored>, InboxError> {
    database.write(deadline, |transaction| {
        let mut insert = transaction.prepare_cached(INSERT)?;
        let now = now();
        let mut store = |event: &NewEvent| {
            let NewEvent { id, event, data_id, changed_at, payload } = event;
            let rows = insert.execute((id, event, data_id, changed_at, now, &payload[..]))?;
            Ok(if rows == 1 { Stored::New } else { Stored::Duplicate })
        };
        events.iter().map(&mut store).collect()
    })
}

/// Keeps a value under a name.
pub fn set_bookmark(
    database: &Database,
    deadline: Instant,
    name: &str,
    value: &str,
) -> Result<(), InboxError> {
    let sql = "INSERT INTO hookseal_bookmarks (name, value) VALUES (?1, ?2)
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    database.write(deadline, |transaction| transaction.execute(sql, (name, value)).map(|_| ()))
}
