//! The program, as a process.

#![allow(dead_code, reason = "each program of tests uses a part of it")]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::application::SECRET;

/// How long anything may take that should take a moment.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// `hookseal ARGUMENTS...`. It is killed when it is dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    log: Lines,
    output: Lines,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            eprintln!("the program's log:\n{}", self.log().join("\n"));
        }
    }
}

impl Program {
    pub fn start<S: AsRef<str>>(arguments: &[S]) -> Self {
        Self::with(arguments, &[])
    }

    /// With these variables too.
    pub fn with<S: AsRef<str>>(arguments: &[S], variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hookseal"))
            .args(arguments.iter().map(AsRef::as_ref))
            .env("WORKOS_WEBHOOK_SECRET", SECRET)
            .env("NO_COLOR", "1")
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let log = Lines::read(child.stderr.take().expect("a pipe"));
        let output = Lines::read(child.stdout.take().expect("a pipe"));
        Self { child, log, output }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it logged so far.
    pub fn log(&self) -> Vec<String> {
        self.log.so_far()
    }

    /// The lines that it printed so far.
    pub fn output(&self) -> Vec<String> {
        self.output.so_far()
    }

    /// Waits for its end. Returns its status, what it printed, and its log.
    pub fn finish(mut self) -> (i32, String, String) {
        let status = self.ends_within(PATIENCE).code().unwrap_or(-1);
        (status, self.output.to_the_end(), self.log.to_the_end())
    }

    /// Waits for a line that contains the text, `count` times in all.
    pub fn expect_lines(&self, text: &str, count: usize) {
        let found = || self.log().iter().filter(|line| line.contains(text)).count() >= count;
        wait_until(&format!("the line {text:?}"), found);
    }

    /// Sends a signal, `TERM` or `KILL`.
    pub fn signal(&self, name: &str) {
        signal(self.id(), name);
    }

    /// Waits for its end, at most so long.
    pub fn ends_within(&mut self, limit: Duration) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its status") {
                return status;
            }
            assert!(start.elapsed() < limit, "it still runs after {limit:?}");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// The lines that come out of a pipe.
#[derive(Debug)]
struct Lines {
    lines: Arc<Mutex<Vec<String>>>,
    reader: Option<JoinHandle<()>>,
}

impl Lines {
    fn read(pipe: impl Read + Send + 'static) -> Self {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let read = Arc::clone(&lines);
        let reader = thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                read.lock().expect("no panic").push(line);
            }
        });
        Self { lines, reader: Some(reader) }
    }

    fn so_far(&self) -> Vec<String> {
        self.lines.lock().expect("no panic").clone()
    }

    fn to_the_end(&mut self) -> String {
        self.reader.take().map(JoinHandle::join);
        self.so_far().join("\n")
    }
}

/// Sends a signal to a process.
pub fn signal(process: u32, name: &str) {
    let status = Command::new("kill").args([format!("-{name}"), process.to_string()]).status();
    assert!(status.is_ok_and(|status| status.success()), "kill -{name} {process}");
}

/// Waits until this holds.
pub fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(10));
    }
}
