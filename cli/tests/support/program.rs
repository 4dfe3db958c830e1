//! The program, as a process.

#![allow(dead_code, reason = "no test uses all of it")]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long anything may take that should take a moment.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The endpoint's secret, in all tests.
pub const SECRET: &str = "whsec_of_the_tests";

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
    pub fn start<S: AsRef<OsStr>>(arguments: &[S]) -> Self {
        Self::spawn(command(arguments))
    }

    /// With these variables too.
    pub fn with<S: AsRef<OsStr>>(arguments: &[S], variables: &[(&str, &str)]) -> Self {
        let mut command = command(arguments);
        command.envs(variables.iter().copied());
        Self::spawn(command)
    }

    pub fn spawn(mut command: Command) -> Self {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
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
        (status, self.output.finish(), self.log.finish())
    }

    /// Waits for a line that contains the text, `count` times in all.
    pub fn expect_lines(&self, text: &str, count: usize) {
        let found = || self.log().iter().filter(|line| line.contains(text)).count() >= count;
        wait_until(&format!("the line {text:?}"), found);
    }

    /// Waits for a line that contains the text, and returns it.
    pub fn line(&self, text: &str) -> String {
        self.expect_lines(text, 1);
        self.log().into_iter().find(|line| line.contains(text)).expect("it was there")
    }

    /// The address in the first line that contains the text, which ends with a URL.
    pub fn address(&self, text: &str) -> SocketAddr {
        let line = self.line(text);
        let (_, rest) = line.split_once("://").expect("a URL");
        rest.split('/').next().and_then(|address| address.parse().ok()).expect("an address")
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

    /// The most memory that it has used so far, in bytes.
    #[cfg(target_os = "linux")]
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id()));
        let status = status.expect("it runs");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its peak");
        peak.trim().trim_end_matches(" kB").parse::<u64>().expect("kilobytes") * 1024
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

    fn finish(&mut self) -> String {
        self.reader.take().map(JoinHandle::join);
        self.so_far().join("\n")
    }
}

/// The program with these arguments, the secret, and no other setting of this machine's environment.
pub fn command<S: AsRef<OsStr>>(arguments: &[S]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hookseal"));
    for (name, _) in std::env::vars_os() {
        let setting = name.to_string_lossy();
        if setting.starts_with("HOOKSEAL_") || setting.starts_with("WORKOS_") {
            command.env_remove(&name);
        }
    }
    command
        .args(arguments)
        .env("WORKOS_WEBHOOK_SECRET", SECRET)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub fn run<S: AsRef<OsStr>>(arguments: &[S]) -> Output {
    command(arguments).output().expect("the program")
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
