//! `hookseal inbox`, on an inbox that is in use.

// Tests may panic, but clippy knows that only of functions with `#[test]`.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unwrap_used)]

mod changing;
mod looking;

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hookseal_cli::inbox::{self, ClaimRequest, Inbox, NewEvent, Outcome, Settlement};
use hookseal_cli::settings::inbox_url::InboxUrl;
use serde_json::Value;
use tempfile::TempDir;

/// An inbox that stays open, as that of a gateway does.
struct Gateway {
    folder: TempDir,
    inbox: Arc<dyn Inbox>,
}

/// What a command printed.
#[derive(Debug)]
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    fn lines(&self) -> Vec<Value> {
        assert_eq!(self.code, 0, "{self:?}");
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    fn ids(&self) -> Vec<String> {
        self.lines().iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
    }
}

impl Gateway {
    /// `event_0` delivered, `event_1` dead, `event_2` waiting for a retry, `event_3` new.
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inbox = inbox::open(&InboxUrl::Sqlite(folder.path().join("inbox.db"))).await.unwrap();
        let gateway = Self { folder, inbox };
        gateway.store(0..4).await;
        let outcomes = [
            Outcome::Delivered,
            Outcome::Dead { reason: "410 Gone".to_owned() },
            Outcome::Retry { after: Duration::from_hours(1), reason: "500 \u{1b}[2J".to_owned() },
        ];
        gateway.settle(&outcomes).await;
        gateway
    }

    async fn store(&self, numbers: std::ops::Range<u32>) {
        let events: Vec<NewEvent> = numbers
            .map(|number| {
                let name = ["dsync.user.created", "user.created"][number as usize % 2];
                let payload = format!(
                    r#"{{"id":"event_{number}","event":"{name}", "data":{{"id":"object_{number}"}}}}"#
                );
                NewEvent::read(Bytes::from(payload)).unwrap()
            })
            .collect();
        self.inbox.store(&events).await.unwrap();
    }

    async fn settle(&self, outcomes: &[Outcome]) {
        let limit = u32::try_from(outcomes.len()).unwrap();
        let request = ClaimRequest { limit, lease: Duration::from_mins(1), ordered: false };
        let claims = self.inbox.claim(&request).await.unwrap();
        let settlements: Vec<_> = claims
            .into_iter()
            .zip(outcomes)
            .map(|(claim, outcome)| Settlement { lease: claim.lease, outcome: outcome.clone() })
            .collect();
        self.inbox.settle(&settlements).await.unwrap();
    }

    fn run(&self, arguments: &str) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_hookseal"))
            .arg("inbox")
            .args(arguments.split_whitespace())
            .current_dir(&self.folder)
            .env_remove("HOOKSEAL_INBOX")
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
