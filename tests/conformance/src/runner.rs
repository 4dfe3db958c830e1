//! The runners: one process for each binding, which answers each line with a line.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;

/// No vector takes a runner longer than a second, so a runner that is silent for this long hangs.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);
const EXIT_TIMEOUT: Duration = Duration::from_secs(10);
const EXIT_POLL: Duration = Duration::from_millis(5);
const GONE: &str = "the runner is gone";

pub(crate) struct Runner {
    pub(crate) name: &'static str,
    /// Whether a tolerance may be any number. Otherwise it must be whole seconds.
    pub(crate) fractions: bool,
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<String>,
}

/// A binding, and what its interface can express.
struct Binding {
    name: &'static str,
    fractions: bool,
}

const BINDINGS: [Binding; 5] = [
    Binding { name: "rust", fractions: true },
    Binding { name: "python", fractions: true },
    Binding { name: "node", fractions: true },
    Binding { name: "c", fractions: false },
    Binding { name: "c++", fractions: false },
];

/// Starts the runner of every binding with what is installed in `target/stage`.
pub(crate) fn start_all(root: &Path, only: Option<&str>) -> Result<Vec<Runner>> {
    let stage = root.join("target/stage");
    let wanted = |binding: &&Binding| {
        only.is_none_or(|only| only.split(',').any(|name| name == binding.name))
    };
    let bindings: Vec<&Binding> = BINDINGS.iter().filter(wanted).collect();
    if bindings.iter().any(|binding| binding.name.starts_with('c')) {
        build_native(root, &stage)?;
    }
    bindings.into_iter().map(|binding| binding.start(staged(binding.name, root, &stage)?)).collect()
}

/// Starts `command` as the runner of the binding with this name.
pub(crate) fn start(name: &str, command: &[&str]) -> Result<Runner> {
    let binding = BINDINGS.iter().find(|binding| binding.name == name);
    let (program, arguments) = command.split_first().ok_or(crate::USAGE)?;
    let mut command = Command::new(program);
    command.args(arguments);
    binding.ok_or(crate::USAGE)?.start(command)
}

fn staged(name: &str, root: &Path, stage: &Path) -> Result<Command> {
    let runners = root.join("tests/conformance/runners");
    Ok(match name {
        "rust" => Command::new(std::env::current_exe()?.with_file_name("runner-rust")),
        "python" => {
            let mut command = Command::new(stage.join("venv/bin/python"));
            command.arg(runners.join("python/runner.py"));
            command
        }
        "node" => {
            let mut command = Command::new("node");
            // The runner looks up hookseal from its current folder.
            command.arg(runners.join("node/runner.cjs")).current_dir(stage.join("node"));
            command
        }
        "c" => Command::new(stage.join("runners/c")),
        _ => Command::new(stage.join("runners/cpp")),
    })
}

fn build_native(root: &Path, stage: &Path) -> Result<()> {
    let status = Command::new("make")
        .args(["--silent", "-C"])
        .arg(root.join("tests/conformance/runners"))
        .arg(format!("STAGE={}", stage.canonicalize()?.display()))
        .status()?;
    if status.success() { Ok(()) } else { Err("the C and C++ runners do not build".into()) }
}

impl Binding {
    fn start(&self, mut command: Command) -> Result<Runner> {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(|error| {
                format!("cannot start {}: {error}", command.get_program().to_string_lossy())
            })?;
        let input = child.stdin.take();
        let lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let (sender, output) = channel();
        thread::spawn(move || {
            lines.map_while(std::io::Result::ok).try_for_each(|line| sender.send(line))
        });
        let Self { name, fractions } = *self;
        Ok(Runner { name, fractions, child, input, output })
    }
}

impl Runner {
    /// The answer to one request. If the runner died or hangs, the answer says so.
    pub(crate) fn ask(&mut self, request: &str) -> String {
        if self.send(request) { self.receive() } else { GONE.to_owned() }
    }

    /// The answers to many requests. All are sent at once; a thread reads the answers as they come.
    pub(crate) fn ask_all(&mut self, requests: &[String]) -> Vec<String> {
        let sent = requests.iter().take_while(|request| self.send(request)).count();
        (0..sent).map(|_| self.receive()).collect()
    }

    fn send(&mut self, request: &str) -> bool {
        self.input.as_mut().is_some_and(|input| {
            input.write_all(format!("{request}\n").as_bytes()).is_ok() && input.flush().is_ok()
        })
    }

    fn receive(&mut self) -> String {
        if self.input.is_none() {
            return GONE.to_owned();
        }
        self.output.recv_timeout(ANSWER_TIMEOUT).unwrap_or_else(|_| {
            self.input = None;
            "the runner died or hangs".to_owned()
        })
    }
}

impl Drop for Runner {
    /// A runner ends when its input does. It gets time to end what it has started itself.
    fn drop(&mut self) {
        self.input = None;
        let deadline = Instant::now() + EXIT_TIMEOUT;
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                // If the process cannot be killed, nothing more can be done.
                let _ = self.child.kill();
                let _ = self.child.wait();
            }
            thread::sleep(EXIT_POLL);
        }
    }
}
