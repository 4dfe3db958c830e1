//! A process that stores events one after another and reports each, so that a test can limit it or kill it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use hookseal_cli::inbox;
use hookseal_cli::settings::inbox_url::InboxUrl;

use crate::inbox_contract::tools::event;

const INBOX: &str = "HOOKSEAL_TEST_INBOX";

/// The process. It is killed when this is dropped.
pub struct Storing {
    child: Child,
    lines: Receiver<String>,
}

impl Storing {
    /// Starts the process by a line of shell, in which `"$@"` stands for it.
    pub fn start(path: &Path, shell: &str) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", shell, "sh"])
            .arg(std::env::current_exe().expect("this program"))
            .args(["--exact", "process::store_until_killed", "--ignored", "--nocapture"])
            .env(INBOX, path)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Self { child, lines }
    }

    /// The process's id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The next line that begins so; returns the rest.
    pub fn wait_for(&self, start: &str) -> String {
        let end = Instant::now() + Duration::from_mins(1);
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left).expect(start);
            if let Some(rest) = line.strip_prefix(start) {
                return rest.to_owned();
            }
        }
    }

    /// Kills the process. Returns the lines that it had written.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().expect("it is there");
        self.lines.iter().collect()
    }
}

impl Drop for Storing {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
#[ignore = "is the process that other tests start"]
async fn store_until_killed() {
    let url = InboxUrl::Sqlite(std::env::var_os(INBOX).expect("started by another test").into());
    let say = |line: String| writeln!(std::io::stdout(), "{line}").expect("someone listens");
    let inbox = loop {
        match inbox::open(&url).await {
            Ok(inbox) => break inbox,
            Err(error) => say(format!("failed {}", error.kind())),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    for number in 0.. {
        match inbox.store(&[event(&format!("event_{number}"))]).await {
            Ok(_) => say(format!("stored event_{number}")),
            Err(error) => say(format!("failed {}", error.kind())),
        }
        match inbox.probe().await {
            Ok(()) => say("ready".to_owned()),
            Err(error) => say(format!("not ready {}", error.kind())),
        }
    }
}
