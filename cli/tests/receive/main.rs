//! `hookseal receive`, over sockets. For each defence there is a test that fails without it.

// Tests may panic, but clippy knows that only of functions with `#[test]`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod deliveries;
mod health;
mod limits;
mod stopping;
mod storing;
mod tls;
mod usage;

use std::net::SocketAddr;

use hookseal_cli::inbox::{self, Entry, Stats};
use hookseal_cli::settings::inbox_url::InboxUrl;
use support::delivery::request;
use support::program::{Program, command};
use support::raw::{Answer, Raw};
use tempfile::TempDir;

/// A receiver with an inbox of its own.
struct Receiver {
    program: Program,
    address: SocketAddr,
    directory: TempDir,
}

impl Receiver {
    /// Starts it with more flags.
    fn start(flags: &[&str]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let program = Self::program(&directory, flags);
        let address = program.address("listening on");
        Self { program, address, directory }
    }

    fn program(directory: &TempDir, flags: &[&str]) -> Program {
        let mut command = command(&["receive", "--listen", "127.0.0.1:0"]);
        command.current_dir(directory).args(flags);
        Program::spawn(command)
    }

    fn connect(&self) -> Raw {
        Raw::connect(self.address)
    }

    /// Delivers this payload over a connection of its own.
    fn deliver(&self, payload: &str) -> Answer {
        self.connect().ask(request(payload))
    }

    fn stats(&self) -> Stats {
        self.with_inbox(async |inbox| inbox.stats().await.unwrap())
    }

    fn stored(&self, id: &str) -> Option<Entry> {
        self.with_inbox(async |inbox| inbox.show(id).await.unwrap())
    }

    fn with_inbox<T>(&self, work: impl AsyncFnOnce(&dyn inbox::Inbox) -> T) -> T {
        let url = InboxUrl::Sqlite(self.directory.path().join("inbox.db"));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async { work(&*inbox::open(&url).await.unwrap()).await })
    }
}
