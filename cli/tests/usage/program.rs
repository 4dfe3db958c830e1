//! Runs the program in an empty directory, with no variable but those of the test.

use std::env;
use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub const SECRET: &str = "whsec_hidden";

/// A run that has ended.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    /// The names of the files that it has made.
    pub files: Vec<String>,
}

impl Run {
    /// The only line of standard error, without the name of the program. The program refused and did nothing.
    pub fn refusal(&self) -> &str {
        assert_eq!(self.code, 2, "{self:?}");
        assert!(self.stdout.is_empty() && self.files.is_empty(), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "{self:?}");
        self.stderr.strip_prefix("hookseal: ").unwrap().trim_end()
    }
}

/// A run to be made.
#[derive(Debug)]
pub struct Program {
    command: Command,
    folder: TempDir,
    input: Vec<u8>,
}

impl Program {
    pub fn new(arguments: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hookseal"));
        for argument in arguments {
            command.arg(argument.as_ref());
        }
        let folder = TempDir::new().unwrap();
        command.env_clear().current_dir(&folder);
        // Windows' sockets need it, and coverage tools add theirs.
        command.envs(
            env::vars().filter(|(name, _)| name == "SystemRoot" || name.starts_with("LLVM_")),
        );
        Self { command, folder, input: Vec::new() }
    }

    /// The arguments are split at blanks.
    pub fn line(arguments: &str) -> Self {
        Self::new(arguments.split_whitespace())
    }

    pub fn argument(mut self, argument: &str) -> Self {
        self.command.arg(argument);
        self
    }

    pub fn arguments(self, arguments: &[&str]) -> Self {
        arguments.iter().fold(self, |program, argument| program.argument(argument))
    }

    pub fn with(mut self, variable: &str, value: &str) -> Self {
        self.command.env(variable, value);
        self
    }

    pub fn with_secret(self) -> Self {
        self.with("WORKOS_WEBHOOK_SECRET", SECRET)
    }

    pub fn input(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.input = bytes.as_ref().to_vec();
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs it. It must end within 30 seconds, and never show the secret of this suite.
    pub fn run(mut self) -> Run {
        let files = || -> Vec<String> {
            let entries = self.folder.path().read_dir().unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        };
        let before = files();
        let (stdin, out, err) = (Stdio::piped(), Stdio::piped(), Stdio::piped());
        let mut child = self.command.stdin(stdin).stdout(out).stderr(err).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = self.input;
        thread::spawn(move || stdin.write_all(&input));
        let deadline = Instant::now() + Duration::from_secs(30);
        while child.try_wait().unwrap().is_none() {
            if Instant::now() > deadline {
                child.kill().unwrap();
                let output = child.wait_with_output().unwrap();
                panic!("{:?} did not end: {output:?}", self.command);
            }
            thread::sleep(Duration::from_millis(2));
        }
        let output = child.wait_with_output().unwrap();
        let [stdout, stderr] =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert!(!(stdout.clone() + &stderr).contains("hidden"), "{stdout}{stderr}");
        let files = files().into_iter().filter(|file| !before.contains(file)).collect();
        Run { code: output.status.code().unwrap(), stdout, stderr, files }
    }
}

/// An address that is taken: a program that listens before it has read its settings fails with another status.
pub fn taken_address() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}
