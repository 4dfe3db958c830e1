//! A runner: one process for each binding, one line in, one line out.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::Result;

/// No vector takes a runner a second; one that is silent for this long hangs.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Runner {
    pub(crate) name: &'static str,
    /// Whether the binding reads events.
    pub(crate) events: bool,
    /// Whether a tolerance may be any number; otherwise it is whole seconds.
    pub(crate) fractions: bool,
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<String>,
}

/// Starts the runner of every binding, against what is installed in `target/stage`.
pub(crate) fn start_all(root: &Path, only: Option<&str>) -> Result<Vec<Runner>> {
    let stage = root.join("target/stage");
    let runners = root.join("tests/runners");
    let node = stage.join("node");
    let native = stage.join("runners");
    let rust = std::env::current_exe()?.with_file_name("runner-rust");
    let python = [stage.join("venv/bin/python"), runners.join("python/runner.py")];
    let javascript = ["node".into(), runners.join("node/runner.cjs")];

    let commands: [(&'static str, Vec<_>, bool, bool); 5] = [
        ("rust", vec![rust], true, true),
        ("python", python.to_vec(), true, true),
        ("node", javascript.to_vec(), true, true),
        ("c", vec![native.join("c")], false, false),
        ("c++", vec![native.join("cpp")], false, false),
    ];
    let wanted = |name: &str| only.is_none_or(|only| only.split(',').any(|one| one == name));
    if commands.iter().any(|(name, ..)| wanted(name) && name.starts_with('c')) {
        let made = Command::new("make")
            .args(["--silent", "-C"])
            .arg(&runners)
            .arg(format!("STAGE={}", stage.canonicalize()?.display()))
            .status()?;
        if !made.success() {
            return Err("the C and C++ runners do not build".into());
        }
    }
    commands
        .into_iter()
        .filter(|(name, ..)| wanted(name))
        .map(|(name, command, events, fractions)| {
            let (program, arguments) = command.split_first().ok_or("no command")?;
            let mut child = Command::new(program)
                .args(arguments)
                // Node looks a package up from where it runs.
                .current_dir(if name == "node" { &node } else { root })
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .map_err(|error| format!("cannot start {}: {error}", program.display()))?;
            let input = child.stdin.take();
            let lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
            let (sender, output) = channel();
            thread::spawn(move || {
                lines.map_while(std::io::Result::ok).try_for_each(|l| sender.send(l))
            });
            Ok(Runner { name, events, fractions, child, input, output })
        })
        .collect()
}

impl Runner {
    /// The answer to one request. A runner that dies or hangs answers with that.
    pub(crate) fn ask(&mut self, request: &str) -> String {
        let sent = self.input.as_mut().is_some_and(|input| {
            input.write_all(request.as_bytes()).and_then(|()| input.write_all(b"\n")).is_ok()
                && input.flush().is_ok()
        });
        if !sent {
            return "the runner is gone".to_owned();
        }
        self.output.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            self.input = None;
            "the runner died or hangs".to_owned()
        })
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // Nothing is left to be done about one that cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
