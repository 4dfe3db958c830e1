//! One half is killed: the other goes on, and it comes back.

use std::time::Duration;

use crate::application::{Application, Reply};
use crate::gateway::Gateway;
use crate::program::{signal, wait_until};
use crate::setup::{Setup, ids};

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_receiver_does_not_disturb_forwarding() {
    let setup = Setup::new().await;
    setup.store(&ids(200)).await;
    let application = Application::start(|_| Reply::After(Duration::from_millis(20), 200)).await;
    let gateway = Gateway::start(&setup, &application.url(), &["--concurrency", "4"]).await;
    wait_until("some events", || application.seen().len() > 10);
    let forwarder = gateway.half("forward");
    signal(gateway.half("receive"), "KILL");
    setup.until(|stats| stats.delivered == 200).await;
    assert_eq!(application.seen().len(), 200, "some were forwarded twice");
    assert_eq!(gateway.half("forward"), forwarder);

    gateway.program.expect_lines("receive ended unexpectedly", 1);
    gateway.program.expect_lines("listening on ", 2);
    assert_eq!(gateway.deliver("event_after").await, Some(200));
    setup.until(|stats| stats.delivered == 201).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_forwarder_does_not_disturb_receiving() {
    let setup = Setup::new().await;
    let application = Application::start(|_| Reply::Status(200)).await;
    let gateway = Gateway::start(&setup, &application.url(), &[]).await;
    let receiver = gateway.half("receive");
    for number in 0..100 {
        if number == 20 {
            signal(gateway.half("forward"), "KILL");
        }
        assert_eq!(gateway.deliver(&format!("event_{number}")).await, Some(200));
    }
    assert_eq!(gateway.half("receive"), receiver);
    gateway.program.expect_lines("forwarding to ", 2);
    // The 16 that may have been on their way come again after their lease, half a minute and more later.
    setup.until(|stats| stats.delivered >= 84 && stats.pending == stats.leased).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_half_that_dies_again_and_again_comes_back_with_growing_pauses() {
    let setup = Setup::new().await;
    let application = Application::start(|_| Reply::Status(200)).await;
    let gateway = Gateway::start(&setup, &application.url(), &[]).await;
    for (deaths, pause) in (1..).zip(["200ms", "400ms", "800ms"]) {
        signal(gateway.half("forward"), "KILL");
        gateway.program.expect_lines(&format!("it starts again in {pause}"), 1);
        gateway.program.expect_lines("forwarding to ", deaths + 1);
    }
}
