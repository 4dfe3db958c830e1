//! An inbox for unit tests, which stores what it is told to, when it is told to.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Semaphore;

use crate::inbox::{
    Claim, ClaimRequest, Cursor, Entry, Filter, Inbox, InboxError, NewEvent, Page, Retried,
    Settlement, Stats, Stored,
};

/// Counts the calls; each waits for a permit.
#[derive(Debug)]
pub struct FakeInbox {
    pub permits: Semaphore,
    pub batches: Mutex<Vec<Vec<String>>>,
    pub probes: AtomicUsize,
}

/// The id of the event that this inbox cannot take.
pub const POISON: &str = "event_poison";

impl FakeInbox {
    pub fn new(permits: usize) -> Self {
        Self {
            permits: Semaphore::new(permits),
            batches: Mutex::default(),
            probes: AtomicUsize::new(0),
        }
    }

    async fn permit(&self) {
        self.permits.acquire().await.expect("it is never closed").forget();
    }
}

#[async_trait]
impl Inbox for FakeInbox {
    async fn store(&self, events: &[NewEvent]) -> Result<Vec<Stored>, InboxError> {
        self.permit().await;
        let ids: Vec<_> = events.iter().map(|event| event.id.clone()).collect();
        let poisoned = ids.iter().any(|id| id == POISON);
        self.batches.lock().expect("no panic").push(ids);
        if poisoned {
            return Err(InboxError::Other("it cannot be stored".to_owned()));
        }
        Ok(vec![Stored::New; events.len()])
    }

    async fn probe(&self) -> Result<(), InboxError> {
        self.probes.fetch_add(1, Ordering::Relaxed);
        self.permit().await;
        Ok(())
    }

    async fn stats(&self) -> Result<Stats, InboxError> {
        Ok(Stats::default())
    }

    async fn claim(&self, _: &ClaimRequest) -> Result<Vec<Claim>, InboxError> {
        unused()
    }

    async fn settle(&self, _: &[Settlement]) -> Result<Vec<bool>, InboxError> {
        unused()
    }

    async fn list(&self, _: &Filter, _: Option<Cursor>, _: u32) -> Result<Page, InboxError> {
        unused()
    }

    async fn show(&self, _: &str) -> Result<Option<Entry>, InboxError> {
        unused()
    }

    async fn retry(&self, _: &Filter, _: Option<Cursor>, _: u32) -> Result<Retried, InboxError> {
        unused()
    }

    async fn prune(&self, _: Duration, _: u32) -> Result<u32, InboxError> {
        unused()
    }

    async fn bookmark(&self, _: &str) -> Result<Option<String>, InboxError> {
        unused()
    }

    async fn set_bookmark(&self, _: &str, _: &str) -> Result<(), InboxError> {
        unused()
    }
}

fn unused<T>() -> Result<T, InboxError> {
    Err(InboxError::Other("receiving does not need this".to_owned()))
}
