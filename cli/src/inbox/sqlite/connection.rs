//! A connection to the file, with a deadline for locks.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tokio::time::Instant;

use super::database::lock;
use super::errors::fault;
use crate::inbox::InboxError;

/// How often a lock is asked for. SQLite's own pauses grow to 100 ms, in which others take the lock again and again.
const POLL: Duration = Duration::from_millis(1);

/// A connection.
#[derive(Debug)]
pub struct Session {
    connection: Connection,
    deadline: Arc<Mutex<Instant>>,
}

impl Session {
    /// Opens the file, which must exist.
    pub fn open(path: &Path, deadline: Instant) -> Result<Self, InboxError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
        let mut session = Self { connection, deadline: Arc::new(Mutex::new(deadline)) };
        // SQLite opens a file that it may not write for reading only, and would make the files beside it read-only too.
        if session.connection.is_readonly("main").map_err(fault)? {
            let cure = "give the user that runs hookseal the right to write it";
            return Err(InboxError::ReadOnly(format!("{} is read-only; {cure}", path.display())));
        }
        session.set_up().map_err(fault)?;
        Ok(session)
    }

    fn set_up(&mut self) -> rusqlite::Result<()> {
        let deadline = Arc::clone(&self.deadline);
        self.connection.busy_handler(Some(move |_| {
            sleep(POLL);
            Instant::now() < *lock(&deadline)
        }))?;
        self.connection.set_prepared_statement_cache_capacity(64);
        // FULL syncs the log at each commit. What is pruned is overwritten, as it is about people. A log that grew
        // under a slow reader shrinks again.
        self.connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA secure_delete = ON;
             PRAGMA wal_autocheckpoint = 1000;
             PRAGMA journal_size_limit = 67108864;",
        )
    }

    /// A transaction that only reads, and so blocks nobody.
    pub fn read(&mut self, deadline: Instant) -> rusqlite::Result<Transaction<'_>> {
        *lock(&self.deadline) = deadline;
        self.connection.transaction()
    }

    /// A transaction that writes. Waits for others who write.
    pub fn write(&mut self, deadline: Instant) -> rusqlite::Result<Transaction<'_>> {
        *lock(&self.deadline) = deadline;
        self.connection.transaction_with_behavior(TransactionBehavior::Immediate)
    }

    /// Moves all that is in the log to the file.
    pub fn checkpoint(&mut self, deadline: Instant) -> rusqlite::Result<bool> {
        *lock(&self.deadline) = deadline;
        self.connection.query_row("PRAGMA wal_checkpoint(FULL)", [], |row| {
            let (busy, frames, moved): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(busy == 0 && frames == moved)
        })
    }

    /// Closes the connection to a file that others replaced. SQLite must not delete the log by its name then, as the
    /// log of that name may belong to the new file.
    pub fn abandon(self) {
        let set = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        if set.is_err() {
            // Leaking the connection is the safe way out.
            std::mem::forget(self);
        }
    }
}
