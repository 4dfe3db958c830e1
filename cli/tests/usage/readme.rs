//! The examples of README.md, in their order, with an application that answers 200.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const README: &str = include_str!("../../README.md");

/// Answers 200 to every request on a free port, which it returns.
fn application() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            thread::spawn(move || {
                let mut length = 0;
                for line in stream.by_ref().lines() {
                    let line = line.unwrap().to_ascii_lowercase();
                    if let Some(value) = line.strip_prefix("content-length:") {
                        length = value.trim().parse().unwrap();
                    }
                    if line.is_empty() {
                        break;
                    }
                }
                stream.read_exact(&mut vec![0; length]).unwrap();
                let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                stream.into_inner().write_all(answer.as_bytes()).unwrap();
            });
        }
    });
    port
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The shell's, in a directory of its own, with `hookseal` on its path.
fn shell(script: &str, folder: &Path) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_hookseal")).parent().unwrap();
    let path = env::join_paths([program, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let mut command = Command::new("sh");
    command.args(["-ec", script]).env_clear().env("PATH", path).current_dir(folder);
    command.env("WORKOS_WEBHOOK_SECRET", "whsec_example");
    command
}

/// A program that keeps running until this is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_for(port: u16) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < deadline, "the gateway does not listen");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_examples_run_in_their_order() {
    let (port, application) = (free_port(), application());
    let folder = TempDir::new().unwrap();
    let examples: Vec<_> = README
        .split("```sh\n")
        .skip(2) // what comes before, and the installation
        .map(|rest| rest.split("```").next().unwrap())
        .map(|text| {
            text.replace(":8000", &format!(":{port}")).replace(":3000", &format!(":{application}"))
        })
        .collect();
    assert_eq!(examples.len(), 6);
    let mut running = Vec::new();
    for example in &examples {
        // With `exec`, the shell does not stand between this test and the gateway that it ends.
        let mut command =
            shell(&example.replace("hookseal gateway", "exec hookseal gateway"), folder.path());
        if example.contains("gateway") {
            running.push(Running(command.stderr(Stdio::null()).spawn().unwrap()));
            wait_for(port);
            continue;
        }
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        if example.contains("diagnose") {
            assert_eq!(output.status.code(), Some(1), "{example}: {output:?}");
            expect_lines(&text, shown_after(example));
            continue;
        }
        assert!(output.status.success(), "{example}: {output:?}");
        assert!(!text.is_empty(), "{example}");
    }
    let ledger = fs::read_to_string(folder.path().join("ledger.jsonl")).unwrap();
    assert_eq!(ledger.lines().count(), 1000);
    // Of 1001 deliveries, 100 are duplicates and 100 forged or stale.
    assert_eq!(stored(folder.path()), 801);
}

/// The output that the page shows after an example.
fn shown_after(example: &str) -> &'static str {
    let (_, rest) = README.split_once(example).unwrap();
    let (_, rest) = rest.split_once("```text\n").unwrap();
    rest.split("```").next().unwrap()
}

/// Checks that these are the lines that the page shows, where `...` stands for anything.
fn expect_lines(text: &str, shown: &str) {
    assert_eq!(text.lines().count(), shown.lines().count(), "{text}");
    for (line, shown) in text.lines().zip(shown.lines()) {
        assert!(line.starts_with(shown.trim_end_matches("...")), "{line}");
    }
}

fn stored(folder: &Path) -> i64 {
    let inbox = rusqlite::Connection::open(folder.join("inbox.db")).unwrap();
    inbox.query_row("SELECT count(*) FROM hookseal_inbox", [], |row| row.get(0)).unwrap()
}

#[test]
fn the_table_has_every_command() {
    for command in hookseal_cli::commands::command().get_subcommands() {
        let name = command.get_name();
        assert!(
            README.contains(&format!("`{name}`")) || README.contains(&format!("`hookseal {name}`")),
            "{name}"
        );
    }
}
