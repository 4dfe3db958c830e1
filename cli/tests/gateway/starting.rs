//! A half that cannot begin: at first this ends the gateway, later it is tried again.

use std::fs;
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use crate::application::{Application, Reply};
use crate::gateway::{Gateway, expect_ends};
use crate::program::{PATIENCE, Program, signal};
use crate::setup::Setup;

/// Runs `hookseal gateway` to its end. Returns its status and its log.
fn run(listen: &str, inbox: &str) -> (i32, String) {
    let to = ["--forward-to", "http://127.0.0.1:1/"];
    let program = Program::start(
        &[["gateway", "--listen", listen, "--inbox", inbox].as_slice(), &to].concat(),
    );
    let (status, _, log) = program.finish();
    (status, log)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_that_cannot_be_opened_ends_it() {
    let setup = Setup::new().await;
    let file = setup.file().with_file_name("notes.txt");
    fs::write(&file, "these are notes, and no database\n".repeat(100)).expect("a file");
    let inbox = format!("sqlite:{}", file.display());
    let (status, log) = run("127.0.0.1:0", &inbox);
    assert_eq!(status, 1, "{log}");
    assert!(
        log.contains(&format!("--inbox {inbox}: ")) && log.contains("name another file"),
        "{log}"
    );
    assert!(!log.contains("starts again"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_ends_it() {
    let setup = Setup::new().await;
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let (status, log) = run(&address, &setup.url());
    assert_eq!(status, 1, "{log}");
    assert!(log.contains(&format!("--listen {address}: ")), "{log}");
    assert!(!log.contains("starts again"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_half_that_ran_before_is_started_until_it_can_begin() {
    let setup = Setup::new().await;
    let application = Application::start(|_| Reply::Status(200)).await;
    let gateway = Gateway::start(&setup, &application.url(), &[]).await;
    let taken = occupy(&gateway);
    gateway.program.expect_lines("receive ended unexpectedly (exit status: 1)", 2);
    drop(taken);
    gateway.program.expect_lines("listening on ", 2);
    assert_eq!(gateway.deliver("event_1").await, Some(200));
}

/// Takes the address of a half, which is killed until it has left it.
fn occupy(gateway: &Gateway) -> TcpListener {
    let start = Instant::now();
    loop {
        if let Some(half) = gateway.find_half("receive") {
            signal(half, "KILL");
            expect_ends(&[half]);
        }
        if let Ok(listener) = TcpListener::bind(gateway.address()) {
            return listener;
        }
        assert!(start.elapsed() < PATIENCE, "the address is never free");
        thread::sleep(Duration::from_millis(10));
    }
}
