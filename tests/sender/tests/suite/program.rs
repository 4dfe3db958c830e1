//! Runs the program.

use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

pub const SECRET: &str = "whsec_sender_suite";

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    /// The lines of the ledger.
    pub ledger: Vec<Value>,
}

impl Run {
    pub fn summary(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

/// Runs it against `url`, with a summary in JSON and 3 seconds for 3 days.
pub fn send(url: &str, arguments: &str) -> Run {
    run(&format!("--url {url} --json --time-scale 86400 {arguments}"), Some(SECRET))
}

/// Runs it with these arguments, which have no blanks in them, and this secret.
pub fn run(arguments: &str, secret: Option<&str>) -> Run {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("ledger.jsonl");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hookseal-sender"));
    command.args(arguments.split_whitespace()).arg("--ledger").arg(&file);
    command.env_remove("WORKOS_WEBHOOK_SECRET").env("HTTP_PROXY", "http://127.0.0.1:1");
    if let Some(secret) = secret {
        command.env("WORKOS_WEBHOOK_SECRET", secret);
    }
    let Output { status, stdout, stderr } = command.output().unwrap();
    let (stdout, stderr) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    let ledger = std::fs::read_to_string(&file).unwrap_or_default();
    if let Some(secret) = secret.filter(|secret| !secret.is_empty()) {
        for (name, text) in [("stdout", &stdout), ("stderr", &stderr), ("the ledger", &ledger)] {
            assert!(!text.contains(secret.trim()), "the secret is in {name}");
        }
    }
    let ledger = ledger.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    Run { code: status.code().unwrap(), stdout, stderr, ledger }
}
