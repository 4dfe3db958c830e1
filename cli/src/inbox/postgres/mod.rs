//! To come.

use std::time::Duration;
use tokio_postgres::Config;

use async_trait::async_trait;

use super::{
    Claim, ClaimRequest, Cursor, Entry, Filter, Inbox, InboxError, NewEvent, Page, Retried,
    Settlement, Stats, Stored,
};

#[derive(Debug)]
pub struct Postgres {}

impl Postgres {
    pub async fn open(_config: &Config) -> Result<Self, InboxError> {
        Err(InboxError::Other("not built yet".to_owned()))
    }
}

#[async_trait]
impl Inbox for Postgres {
    async fn store(&self, _: &[NewEvent]) -> Result<Vec<Stored>, InboxError> {
        todo!()
    }
    async fn probe(&self) -> Result<(), InboxError> {
        todo!()
    }
    async fn claim(&self, _: &ClaimRequest) -> Result<Vec<Claim>, InboxError> {
        todo!()
    }
    async fn settle(&self, _: &[Settlement]) -> Result<Vec<bool>, InboxError> {
        todo!()
    }
    async fn list(&self, _: &Filter, _: Option<Cursor>, _: u32) -> Result<Page, InboxError> {
        todo!()
    }
    async fn show(&self, _: &str) -> Result<Option<Entry>, InboxError> {
        todo!()
    }
    async fn retry(&self, _: &Filter, _: Option<Cursor>, _: u32) -> Result<Retried, InboxError> {
        todo!()
    }
    async fn prune(&self, _: Duration, _: u32) -> Result<u32, InboxError> {
        todo!()
    }
    async fn stats(&self) -> Result<Stats, InboxError> {
        todo!()
    }
    async fn bookmark(&self, _: &str) -> Result<Option<String>, InboxError> {
        todo!()
    }
    async fn set_bookmark(&self, _: &str, _: &str) -> Result<(), InboxError> {
        todo!()
    }
}
