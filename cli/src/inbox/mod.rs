//! The inbox: the durable table of received events, keyed by event id. SQLite and PostgreSQL keep it behind one
//! interface; what the rows mean is written here, once.
//!
//! ```text
//!             store            claim                      settle: delivered
//! (delivery) ───────> pending ───────> pending, leased ───────────────────> delivered
//!                        ^                  │ settle: retry in ..., or the lease expires
//!                        ├──────────────────┘
//!                        │ inbox retry                     settle: dead
//!                       dead <─────────────────────────────────────────────
//! ```

pub mod bulk;
mod error;
mod event;
mod postgres;
mod query;
mod queue;
mod sqlite;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

pub use error::InboxError;
pub use event::{NewEvent, Stored, created_at};
pub use postgres::PostgresUrl;
pub use query::{Cursor, Entry, Filter, Page, Retried, State, Stats};
pub use queue::{Claim, ClaimRequest, Lease, Outcome, Settlement};

use crate::settings::inbox_url::InboxUrl;

/// Opens an inbox. Creates or migrates its tables if need be.
///
/// Every method of it has a deadline, and reconnects by itself: an error concerns one call, not the inbox.
///
/// # Errors
///
/// An [`InboxError`] if it cannot be opened now.
pub async fn open(url: &InboxUrl) -> Result<Arc<dyn Inbox>, InboxError> {
    Ok(match url {
        InboxUrl::Sqlite(path) => Arc::new(sqlite::Sqlite::open(path).await?),
        InboxUrl::Postgres(url) => Arc::new(postgres::Postgres::open(url).await?),
    })
}

/// The durable table of received events. All times are the store's.
///
/// An event without `changed_at` counts as changed when it was received.
#[async_trait]
pub trait Inbox: Debug + Send + Sync {
    /// Stores the events that are new, in one transaction. Returns whether each was new, in their order.
    /// When it returns, they are durable: they survive a crash of this machine (SQLite) or of the server (PostgreSQL).
    async fn store(&self, events: &[NewEvent]) -> Result<Vec<Stored>, InboxError>;

    /// Whether an event could be stored now. Takes no lock that `store` waits for.
    async fn probe(&self) -> Result<(), InboxError>;

    /// Leases events that are due, and counts an attempt for each. The oldest comes first.
    async fn claim(&self, request: &ClaimRequest) -> Result<Vec<Claim>, InboxError>;

    /// Records what became of leased events. Returns for each whether its lease still held; otherwise nothing of it
    /// is recorded, because another claimed it since.
    async fn settle(&self, settlements: &[Settlement]) -> Result<Vec<bool>, InboxError>;

    /// One page of the events that the filter selects, the newest first. If few events match, the page may have fewer
    /// entries than `limit`, even none, and still a `next`: one call looks at a bounded number of events.
    async fn list(
        &self,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page, InboxError>;

    /// One event, with its payload.
    async fn show(&self, id: &str) -> Result<Option<Entry>, InboxError>;

    /// Makes up to `limit` of the delivered or dead events that the filter selects pending again, with no attempts.
    /// They become due at once. Walks from the newest to the oldest, as `list` does, so an event that dies again
    /// meanwhile is not retried again. Short enough not to hold deliveries up; call it until there is no `next`.
    async fn retry(
        &self,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Retried, InboxError>;

    /// Deletes up to `limit` of the events that were delivered or died longer ago than `keep`. Returns how many.
    /// Short enough not to hold deliveries up; call it until it returns less than `limit`.
    async fn prune(&self, keep: Duration, limit: u32) -> Result<u32, InboxError>;

    /// Counts, and the age of the oldest pending event.
    async fn stats(&self) -> Result<Stats, InboxError>;

    /// A value that was kept under a name: how far the Events API was read.
    async fn bookmark(&self, name: &str) -> Result<Option<String>, InboxError>;

    /// Keeps a value under a name, durably.
    async fn set_bookmark(&self, name: &str, value: &str) -> Result<(), InboxError>;
}
