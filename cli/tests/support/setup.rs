//! An inbox in a folder of its own, with events.

#![allow(dead_code, reason = "no test uses all of it")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use hookseal_cli::inbox::{self, Entry, Inbox, NewEvent, Stats};
use tempfile::TempDir;

use super::program::{PATIENCE, Program};

/// An inbox of SQLite.
#[derive(Debug)]
pub struct Setup {
    folder: TempDir,
    pub inbox: Arc<dyn Inbox>,
}

impl Setup {
    pub async fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("inbox.db").display());
        let inbox = inbox::open(&url.parse().expect("a URL")).await.expect("an inbox");
        Self { folder, inbox }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("inbox.db")
    }

    pub fn url(&self) -> String {
        format!("sqlite:{}", self.file().display())
    }

    /// Stores events, each on an object of its own.
    pub async fn store<S: AsRef<str>>(&self, ids: &[S]) {
        let payloads: Vec<_> = ids.iter().map(|id| payload(id.as_ref(), id.as_ref(), 0)).collect();
        self.store_payloads(payloads).await;
    }

    pub async fn store_payloads(&self, payloads: Vec<String>) {
        let events: Vec<_> = payloads
            .into_iter()
            .map(|payload| NewEvent::read(Bytes::from(payload)).expect("an event"))
            .collect();
        for events in events.chunks(500) {
            self.inbox.store(events).await.expect("they are stored");
        }
    }

    /// Starts `hookseal forward` and waits until it forwards.
    pub fn forward(&self, to: &str, more: &[&str]) -> Program {
        let inbox = self.url();
        let mut arguments = vec!["forward", "--inbox", &inbox, "--forward-to", to];
        arguments.extend(more);
        let program = Program::start(&arguments);
        program.expect_lines("forwarding to ", 1);
        program
    }

    pub async fn entry(&self, id: &str) -> Entry {
        self.inbox.show(id).await.expect("it is shown").expect("it exists")
    }

    /// Waits until this holds of an event.
    pub async fn until_entry(&self, id: &str, holds: impl Fn(&Entry) -> bool) -> Entry {
        let start = Instant::now();
        loop {
            let entry = self.entry(id).await;
            if holds(&entry) {
                return entry;
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain: {entry:?}");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }

    /// Waits until this holds of the counts.
    pub async fn until(&self, holds: impl Fn(&Stats) -> bool) -> Stats {
        let start = Instant::now();
        loop {
            let stats = self.inbox.stats().await.expect("counts");
            if holds(&stats) {
                return stats;
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain: {stats:?}");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

/// The payload of an event on an object, which changed `second` seconds after a certain moment.
pub fn payload(id: &str, data_id: &str, second: u32) -> String {
    let time = format!("2026-01-01T00:{:02}:{:02}.000Z", second / 60, second % 60);
    format!(
        r#"{{"id":"{id}","event":"user.updated","data":{{"id":"{data_id}","updated_at":"{time}"}},"created_at":"{time}"}}"#
    )
}

/// `event_0`, `event_1`, ...
pub fn ids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("event_{number}")).collect()
}

/// A client with one connection for each request, so that it does not matter which server is killed when.
pub fn client() -> reqwest::Client {
    // It fails only if a provider is installed already, which is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().tls_certs_only([]).pool_max_idle_per_host(0);
    client.build().expect("a client")
}
