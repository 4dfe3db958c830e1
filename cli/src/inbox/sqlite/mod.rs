//! The inbox in a file. One thread writes and one reads, so no query holds a delivery up.
//!
//! The file is in WAL mode: readers and the writer do not wait for each other, and a commit is one write and one sync
//! of the log. Other processes use the file at the same time; their locks are waited for, but never beyond a deadline.

mod claim;
mod connection;
mod database;
mod errors;
mod files;
mod look;
mod manage;
mod object;
#[cfg(test)]
mod plans;
mod schema;
mod settle;
mod store;
mod worker;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use self::database::Database;
use self::worker::Worker;
use super::{
    Claim, ClaimRequest, Cursor, Entry, Filter, Inbox, InboxError, NewEvent, Page, Retried,
    Settlement, Stats, Stored,
};

/// An inbox in a file.
#[derive(Debug)]
pub struct Sqlite {
    database: Arc<Database>,
    writer: Worker,
    reader: Worker,
}

impl Sqlite {
    /// Opens the file, or creates it.
    pub async fn open(path: &Path) -> Result<Self, InboxError> {
        let database = Arc::new(Database::at(path)?);
        let inbox = Self {
            writer: Worker::start("inbox-writer", Arc::clone(&database))?,
            reader: Worker::start("inbox-reader", Arc::clone(&database))?,
            database,
        };
        inbox.writer.run(Database::open).await?;
        Ok(inbox)
    }
}

#[async_trait]
impl Inbox for Sqlite {
    async fn store(&self, events: &[NewEvent]) -> Result<Vec<Stored>, InboxError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let events = events.to_vec();
        self.writer.run(move |database, deadline| store::store(database, deadline, &events)).await
    }

    /// Reading proves that the file is there and whole, and a file beside it that the disk has space. That the inbox
    /// itself can be written, the last store has proven; if that failed, something is written.
    async fn probe(&self) -> Result<(), InboxError> {
        self.reader
            .run(|database, deadline| {
                schema::check(database, deadline)?;
                database.try_space()
            })
            .await?;
        if self.database.last_write_failed() {
            self.writer.run(schema::try_out).await?;
        }
        Ok(())
    }

    async fn claim(&self, request: &ClaimRequest) -> Result<Vec<Claim>, InboxError> {
        let request = request.clone();
        self.writer.run(move |database, deadline| claim::claim(database, deadline, &request)).await
    }

    async fn settle(&self, settlements: &[Settlement]) -> Result<Vec<bool>, InboxError> {
        if settlements.is_empty() {
            return Ok(Vec::new());
        }
        let all = settlements.to_vec();
        self.writer.run(move |database, deadline| settle::settle(database, deadline, &all)).await
    }

    async fn list(
        &self,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page, InboxError> {
        let filter = filter.clone();
        self.reader
            .run(move |database, deadline| look::list(database, deadline, &filter, after, limit))
            .await
    }

    async fn show(&self, id: &str) -> Result<Option<Entry>, InboxError> {
        let id = id.to_owned();
        self.reader.run(move |database, deadline| look::show(database, deadline, &id)).await
    }

    async fn retry(
        &self,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Retried, InboxError> {
        let filter = filter.clone();
        let found = self
            .reader
            .run(move |database, deadline| {
                manage::finished(database, deadline, &filter, after, limit)
            })
            .await?;
        if found.sequences.is_empty() {
            return Ok(Retried { count: 0, next: found.next });
        }
        let work = move |database: &_, deadline| manage::retry(database, deadline, &found);
        self.writer.run(work).await
    }

    async fn prune(&self, keep: Duration, limit: u32) -> Result<u32, InboxError> {
        let mut count = 0;
        while count < limit {
            let batch = manage::BATCH.min(limit.saturating_sub(count));
            let pruned = self
                .writer
                .run(move |database, deadline| manage::prune(database, deadline, keep, batch))
                .await?;
            count = count.saturating_add(pruned);
            if pruned < batch {
                break;
            }
            tokio::time::sleep(manage::PAUSE).await;
        }
        Ok(count)
    }

    async fn stats(&self) -> Result<Stats, InboxError> {
        self.reader.run(look::stats).await
    }

    async fn bookmark(&self, name: &str) -> Result<Option<String>, InboxError> {
        let name = name.to_owned();
        self.reader.run(move |database, deadline| look::bookmark(database, deadline, &name)).await
    }

    async fn set_bookmark(&self, name: &str, value: &str) -> Result<(), InboxError> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.writer
            .run(move |database, deadline| store::set_bookmark(database, deadline, &name, &value))
            .await
    }
}
