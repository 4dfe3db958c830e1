//! The inbox in PostgreSQL, which any number of machines may share.

mod address;
mod claim;
mod clock;
mod connect;
mod fault;
mod filter;
mod looking;
mod managing;
mod object;
mod pool;
mod row;
mod schema;
mod settle;
mod store;
mod tls;

use std::time::Duration;

use async_trait::async_trait;

use super::{
    Claim, ClaimRequest, Cursor, Entry, Filter, Inbox, InboxError, NewEvent, Page, Retried,
    Settlement, Stats, Stored,
};
use pool::Pool;

pub use address::PostgresUrl;

/// The inbox in PostgreSQL.
#[derive(Debug)]
pub struct Postgres {
    pool: Pool,
}

impl Postgres {
    /// Connects, and creates or migrates the tables if need be.
    pub async fn open(url: &PostgresUrl) -> Result<Self, InboxError> {
        let pool = Pool::new(url)?;
        schema::prepare(&pool).await?;
        Ok(Self { pool })
    }
}

#[async_trait]
impl Inbox for Postgres {
    async fn store(&self, events: &[NewEvent]) -> Result<Vec<Stored>, InboxError> {
        store::store(&self.pool, events).await
    }

    async fn probe(&self) -> Result<(), InboxError> {
        store::probe(&self.pool).await
    }

    async fn claim(&self, request: &ClaimRequest) -> Result<Vec<Claim>, InboxError> {
        claim::claim(&self.pool, request).await
    }

    async fn settle(&self, settlements: &[Settlement]) -> Result<Vec<bool>, InboxError> {
        settle::settle(&self.pool, settlements).await
    }

    async fn list(
        &self,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page, InboxError> {
        looking::list(&self.pool, filter, after, limit).await
    }

    async fn show(&self, id: &str) -> Result<Option<Entry>, InboxError> {
        looking::show(&self.pool, id).await
    }

    async fn retry(
        &self,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Retried, InboxError> {
        managing::retry(&self.pool, filter, after, limit).await
    }

    async fn prune(&self, keep: Duration, limit: u32) -> Result<u32, InboxError> {
        managing::prune(&self.pool, keep, limit).await
    }

    async fn stats(&self) -> Result<Stats, InboxError> {
        looking::stats(&self.pool).await
    }

    async fn bookmark(&self, name: &str) -> Result<Option<String>, InboxError> {
        managing::bookmark(&self.pool, name).await
    }

    async fn set_bookmark(&self, name: &str, value: &str) -> Result<(), InboxError> {
        managing::set_bookmark(&self.pool, name, value).await
    }
}
