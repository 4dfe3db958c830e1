//! `hookseal listen`, in front of applications and Events APIs of every kind.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "../support/application.rs"]
mod application;
#[path = "../support/events_api.rs"]
mod events_api;
#[path = "../support/program.rs"]
mod program;

mod endpoint;
mod page;
mod poll;
mod secret;
mod terminal;

use std::time::Duration;

use application::free_address;
use events_api::{EventsApi, KEY};
use program::{Program, SECRET, wait_until};
use serde_json::Value;
use tempfile::TempDir;

/// `hookseal listen --json`, with a home folder of its own.
struct Listen {
    program: Program,
    url: String,
}

impl Listen {
    /// With an endpoint of its own, ready.
    async fn endpoint(arguments: &str) -> Self {
        let address = free_address().await.to_string();
        let all = format!("listen --listen {address} {arguments}");
        let program = Program::start(&all.split_whitespace().collect::<Vec<_>>());
        tokio::task::block_in_place(|| program.expect_lines("listening on http://", 1));
        Self { program, url: format!("http://{address}/some/path") }
    }

    /// Which polls this API, with pauses shortened to a hundredth.
    fn poll(api: &EventsApi, home: &TempDir, arguments: &str) -> Self {
        let url = api.url();
        let all = format!(
            "listen --poll --json --api-url {url} --interval 20ms --time-scale 100 {arguments}"
        );
        let program = Program::with(
            &all.split_whitespace().collect::<Vec<_>>(),
            &[
                ("WORKOS_API_KEY", KEY),
                (
                    "WORKOS_WEBHOOK_SECRET",
                    if arguments.contains("--secret-file") { "" } else { SECRET },
                ),
                ("XDG_STATE_HOME", home.path().to_str().expect("UTF-8")),
            ],
        );
        Self { program, url }
    }

    /// Waits until so many deliveries were shown. Returns all.
    fn shown(&self, count: usize) -> Vec<Value> {
        tokio::task::block_in_place(|| {
            wait_until("deliveries", || self.program.output().len() >= count);
        });
        let lines = self.program.output();
        lines.iter().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// Ends it as Ctrl-C does.
    fn stop(mut self) {
        self.program.signal("INT");
        let status = self.program.ends_within(Duration::from_secs(15));
        assert_eq!(status.code(), Some(0));
    }
}

fn ids(deliveries: &[Value]) -> Vec<&str> {
    deliveries.iter().map(|delivery| delivery["id"].as_str().unwrap_or_default()).collect()
}
