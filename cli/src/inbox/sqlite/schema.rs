//! The tables, and their version.

use rusqlite::{OptionalExtension, Transaction};
use tokio::time::Instant;

use super::connection::Session;
use super::database::Database;
use super::errors::fault;
use crate::inbox::InboxError;

/// Each step makes the next version of the tables, and says so in `hookseal_schema`. A step that was published is never changed.
const STEPS: [&str; 1] = [include_str!("schema_1.sql")];

/// Brings the tables to this version, whatever they are now.
pub fn migrate(session: &mut Session, deadline: Instant) -> Result<(), InboxError> {
    // Most often nothing is to do, which needs no lock.
    let version = version(&session.read(deadline).map_err(fault)?).map_err(fault)?;
    if steps_after(version)?.is_empty() {
        return Ok(());
    }
    let transaction = session.write(deadline).map_err(fault)?;
    let version = self::version(&transaction).map_err(fault)?;
    for step in steps_after(version)? {
        transaction.execute_batch(step).map_err(fault)?;
    }
    transaction.commit().map_err(fault)
}

/// The steps that are to be done yet.
fn steps_after(version: i64) -> Result<&'static [&'static str], InboxError> {
    usize::try_from(version).ok().and_then(|done| STEPS.get(done..)).ok_or_else(|| {
        let cure = "run that version of hookseal, or another inbox";
        InboxError::Schema(format!("version {version}, and this one knows {}; {cure}", STEPS.len()))
    })
}

fn version(transaction: &Transaction<'_>) -> rusqlite::Result<i64> {
    let table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'hookseal_schema'";
    if transaction.query_row(table, [], |_| Ok(())).optional()?.is_none() {
        return Ok(0);
    }
    transaction.query_row("SELECT version FROM hookseal_schema", [], |row| row.get(0))
}

/// Whether the tables can be read.
pub fn check(database: &Database, deadline: Instant) -> Result<(), InboxError> {
    let version = database.read(deadline, version)?;
    steps_after(version).map(|_| ())
}

/// Whether an event of some size could be stored: writes as much, and deletes it.
pub fn try_out(database: &Database, deadline: Instant) -> Result<(), InboxError> {
    let sql = "INSERT OR REPLACE INTO hookseal_bookmarks (name, value) VALUES ('probe', hex(zeroblob(65536)))";
    database.write(deadline, |transaction| transaction.execute(sql, []))?;
    let sql = "DELETE FROM hookseal_bookmarks WHERE name = 'probe'";
    database.write(deadline, |transaction| transaction.execute(sql, []))?;
    Ok(())
}
