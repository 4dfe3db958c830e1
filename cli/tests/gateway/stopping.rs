//! The gateway is to end, or is killed.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use hookseal_cli::inbox::State;

use crate::application::{Application, Reply};
use crate::gateway::{Gateway, expect_ends};
use crate::program::{Program, signal, wait_until};
use crate::setup::Setup;

/// What the gateway promises.
const LIMIT: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread")]
async fn it_finishes_what_is_under_way_and_ends_both_halves() {
    let setup = Setup::new().await;
    let application = Application::start(|_| Reply::After(Duration::from_secs(2), 200)).await;
    let mut gateway = Gateway::start(&setup, &application.url(), &[]).await;
    assert_eq!(gateway.deliver("event_1").await, Some(200));
    wait_until("the attempt", || application.seen().len() == 1);
    let halves = gateway.halves();
    gateway.program.signal("TERM");
    assert_eq!(gateway.program.ends_within(LIMIT).code(), Some(0));
    expect_ends(&halves);
    assert_eq!(setup.entry("event_1").await.state, State::Delivered);
}

/// A client that does not finish its request, an application that hangs, and a half that no longer listens.
#[tokio::test(flavor = "multi_thread")]
async fn it_ends_in_time_whatever_hangs() {
    let setup = Setup::new().await;
    let application = Application::start(|_| Reply::Hang).await;
    let mut gateway = Gateway::start(&setup, &application.url(), &[]).await;
    assert_eq!(gateway.deliver("event_1").await, Some(200));
    wait_until("the attempt", || application.seen().len() == 1);
    let mut client = TcpStream::connect(gateway.address()).expect("a connection");
    client.write_all(b"POST /webhooks/workos HTTP/1.1\r\nHost: x\r\n").expect("half a request");
    let halves = gateway.halves();
    signal(gateway.half("receive"), "STOP");
    gateway.program.signal("TERM");
    assert_eq!(gateway.program.ends_within(LIMIT).code(), Some(0));
    expect_ends(&halves);
    let entry = setup.entry("event_1").await;
    assert_eq!((entry.state, entry.attempts, entry.leased_until), (State::Pending, 0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn its_halves_end_when_it_is_killed() {
    let setup = Setup::new().await;
    let application = Application::start(|_| Reply::Status(200)).await;
    let gateway = Gateway::start(&setup, &application.url(), &[]).await;
    let halves = gateway.halves();
    assert_eq!(halves.len(), 2);
    gateway.program.signal("KILL");
    expect_ends(&halves);
}

#[test]
fn a_wrong_setting_is_told_once_and_ends_it() {
    let mut program = Program::start(&[
        "gateway",
        "--forward-to",
        "https://127.0.0.1:1/",
        "--ca",
        "/no/such/file.pem",
    ]);
    assert_eq!(program.ends_within(LIMIT).code(), Some(2));
    wait_until("the message", || !program.log().is_empty());
    let log = program.log();
    assert!(log.len() == 1 && log[0].contains("--ca /no/such/file.pem"), "{log:?}");
}
