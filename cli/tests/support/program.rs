//! The program under test, as a child process.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything that a test waits for takes, even on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The secret of all tests.
pub const SECRET: &str = "whsec_example";

/// The program with these arguments, its secret, and nothing else of this machine's environment.
pub fn command<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(args: I) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hookseal"));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("HOOKSEAL_") || name.starts_with("WORKOS_") {
            command.env_remove(name);
        }
    }
    command.args(args).env("WORKOS_WEBHOOK_SECRET", SECRET).stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn run<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(args: I) -> Output {
    command(args).output().unwrap()
}

/// A running program, which is killed at the end of its test.
pub struct Program {
    child: Child,
    log: Arc<(Mutex<Vec<String>>, Condvar)>,
}

impl Program {
    /// Starts it, and gathers what it logs.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let (stderr, gathered) = (child.stderr.take().unwrap(), Arc::clone(&log));
        thread::spawn(move || gather(stderr, &gathered));
        Self { child, log }
    }

    /// Waits for a line that contains the text, and returns it.
    pub fn wait_for(&self, text: &str) -> String {
        let (lines, changed) = &*self.log;
        let found = |lines: &[String]| lines.iter().find(|line| line.contains(text)).cloned();
        let (lines, _) = changed
            .wait_timeout_while(lines.lock().unwrap(), PATIENCE, |lines| found(lines).is_none())
            .unwrap();
        found(&lines).unwrap_or_else(|| panic!("no line with {text:?} in {lines:#?}"))
    }

    /// The address in the line that says where it listens.
    pub fn address(&self) -> SocketAddr {
        address_in(&self.wait_for("listening on"))
    }

    /// What it has logged.
    pub fn log(&self) -> Vec<String> {
        self.log.0.lock().unwrap().clone()
    }

    /// Sends a signal.
    #[cfg(unix)]
    pub fn signal(&self, signal: rustix::process::Signal) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, signal).unwrap();
    }

    /// Waits for its end.
    pub fn wait(&mut self, patience: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }

    /// The most memory that it has used so far, in bytes.
    #[cfg(target_os = "linux")]
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            let log = self.log();
            eprintln!(
                "the program logged, at the end:\n{}",
                log[log.len().saturating_sub(40)..].join("\n")
            );
        }
    }
}

/// The address in `... http://127.0.0.1:8000/...`.
pub fn address_in(line: &str) -> SocketAddr {
    let (_, rest) = line.split_once("://").unwrap();
    rest.split(['/', ' ', '"']).next().unwrap().parse().unwrap()
}

fn gather(stderr: impl Read, log: &(Mutex<Vec<String>>, Condvar)) {
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        log.0.lock().unwrap().push(line);
        log.1.notify_all();
    }
}
