//! The commands of docs/local-development.md, in their order, except for the ports and the key.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use hookseal::{HEADER_NAME, Verifier};
use tempfile::TempDir;
use tokio::task::block_in_place;

use crate::application::{Application, Reply, Seen, free_address};
use crate::events_api::{EventsApi, KEY, Kept};
use crate::program::{Program, wait_until};

const PAGE: &str = include_str!("../../../docs/local-development.md");

/// A folder for the state of `listen`, and for an `npm` that shows the secret it was given.
struct Machine {
    folder: TempDir,
    api: String,
    commands: Vec<String>,
}

impl Machine {
    fn new(api: &EventsApi, application: SocketAddr, listen: SocketAddr) -> Self {
        let folder = TempDir::new().expect("a folder");
        let npm = folder.path().join("npm");
        fs::write(&npm, "#!/bin/sh\necho \"$WORKOS_WEBHOOK_SECRET\"\n").expect("a program");
        fs::set_permissions(&npm, fs::Permissions::from_mode(0o755)).expect("a mode");
        let commands = PAGE.split("```sh\n").skip(1).map(|rest| {
            let block = rest.split("```").next().expect("the end of a block");
            block
                .replace("localhost:3000", &application.to_string())
                .replace("127.0.0.1:8000", &listen.to_string())
                .replace("sk_test_...", KEY)
        });
        Self { commands: commands.collect(), api: api.url(), folder }
    }

    /// A block of the page, in a shell that its last command replaces.
    fn shell(&self, block: usize) -> Command {
        let lines: Vec<_> = self.commands[block].lines().collect();
        let (last, before) = lines.split_last().expect("a command");
        // An assignment before a command would be taken for the name of a program.
        let exec = if last.starts_with("hookseal") { "exec " } else { "" };
        let script = format!("{}\n{exec}{last}", before.join("\n"));
        let mut command = Command::new("sh");
        command.args(["-ec", &script]).env_clear().env("PATH", self.path()).stdin(Stdio::null());
        command.env("XDG_STATE_HOME", self.folder.path()).env("HOOKSEAL_API_URL", &self.api);
        command
    }

    fn path(&self) -> OsString {
        let program = Path::new(env!("CARGO_BIN_EXE_hookseal")).parent().expect("its folder");
        let system = ["/usr/bin", "/bin"].map(Path::new);
        let folders = [program, self.folder.path()].into_iter().chain(system);
        env::join_paths(folders).expect("a path")
    }

    /// Runs a block to its end, and returns what it printed.
    fn run(&self, block: usize) -> String {
        let (status, output, log) = Program::spawn(self.shell(block)).finish();
        assert_eq!(status, 0, "{log}");
        output
    }
}

/// Waits for the first event of this name, and checks that it was signed with this secret.
fn expect_signed(application: &Application, event: &str, secret: &str) {
    let name = format!("\"{event}\"");
    let is_it = |seen: &Seen| String::from_utf8_lossy(&seen.body).contains(&name);
    block_in_place(|| wait_until(event, || application.seen().iter().any(is_it)));
    let seen = application.seen().into_iter().find(is_it).expect("it was there");
    let header = seen.headers[HEADER_NAME].to_str().expect("ASCII");
    let verifier = Verifier::new(secret).expect("a secret");
    verifier.verify(&seen.body, header).expect("it is signed with it");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_commands_of_the_page() {
    let application = Application::start(|_| Reply::Status(200)).await;
    let api = EventsApi::start(Vec::new()).await;
    let address = free_address().await;
    let machine = Machine::new(&api, application.address(), address);
    assert_eq!(machine.commands.len(), 4);
    let [poll, start_application, listen, send] = [0, 1, 2, 3];

    let polling = Program::spawn(machine.shell(poll));
    block_in_place(|| wait_until("a question", || api.asked().len() > 2));
    api.add(Kept::new(1, 0));
    let secret = block_in_place(|| machine.run(start_application));
    expect_signed(&application, "dsync.user.updated", secret.trim_end());
    drop(polling);

    let listening = Program::spawn(machine.shell(listen));
    block_in_place(|| listening.expect_lines("listening on http://", 1));
    block_in_place(|| machine.run(send));
    expect_signed(&application, "dsync.user.created", "whsec_...");
    block_in_place(|| wait_until("a line", || !listening.output().is_empty()));
    let line = &listening.output()[0];
    for part in ["accepted  dsync.user.created", "-> 200 in "] {
        assert!(line.contains(part), "{line}");
    }
}
