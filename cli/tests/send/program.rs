//! Runs the program.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

pub const SECRET: &str = "whsec_sender_suite";

/// The result of a run.
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

/// Runs it against `url`, with a JSON summary, and with 3 days shortened to 3 seconds.
pub fn send(url: &str, arguments: &str) -> Run {
    run(&format!("--url {url} --json --time-scale 86400 {arguments}"), Some(SECRET))
}

/// Runs it with these arguments, which are split at blanks, and this secret.
pub fn run(arguments: &str, secret: Option<&str>) -> Run {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("ledger.jsonl");
    let mut command = command(arguments, secret);
    command.arg("--ledger").arg(&file);
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

fn command(arguments: &str, secret: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hookseal"));
    command.arg("send").args(arguments.split_whitespace());
    command.env_remove("WORKOS_WEBHOOK_SECRET").env("HTTP_PROXY", "http://127.0.0.1:1");
    if let Some(secret) = secret {
        command.env("WORKOS_WEBHOOK_SECRET", secret);
    }
    command
}

/// A run that has not ended. Dropping this ends it.
pub struct Running(Child);

impl Running {
    pub fn start(arguments: &str) -> Self {
        let mut command = command(arguments, Some(SECRET));
        Self(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
    }

    /// The first `count` lines of standard error. Each may take up to 30 seconds.
    pub fn stderr_lines(&mut self, count: usize) -> Vec<String> {
        let stderr = BufReader::new(self.0.stderr.take().unwrap());
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || stderr.lines().try_for_each(|line| sender.send(line.unwrap())));
        let next = || lines.recv_timeout(Duration::from_secs(30)).unwrap();
        (0..count).map(|_| next()).collect()
    }

    pub fn has_ended(&mut self) -> bool {
        self.0.try_wait().unwrap().is_some()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
