//! What a client may use up, and that others do not notice.

use std::time::{Duration, Instant};

use crate::Receiver;
use crate::support::delivery::{PATH, event, head, long_event, request, signature};
use crate::support::raw::Raw;

const MIB: u64 = 1 << 20;

#[test]
fn long_headers_are_answered_431() {
    let receiver = Receiver::start(&["--max-headers", "16KiB"]);
    let long = "x".repeat(17 * 1024);
    let many: Vec<String> = (0..300).map(|n| format!("X-{n}")).collect();
    let many: Vec<_> = many.iter().map(|name| (&**name, "x")).collect();
    for headers in [&[("X-Long", &*long)][..], &many] {
        let mut raw = receiver.connect();
        assert_eq!(raw.ask(head("POST", PATH, headers)).status, 431);
        raw.closed();
    }
    let fits = "x".repeat(15 * 1024);
    let answer = receiver.connect().ask(head("POST", PATH, &[("X-Long", &fits)]));
    assert_eq!(answer.code(), "missing_header");
    receiver.program.line("headers_too_large");
}

#[test]
fn endless_lines_are_cut_off() {
    let receiver = Receiver::start(&[]);
    for start in ["", "POST /", "POST /webhooks/workos HTTP/1.1\r\nX: "] {
        let mut raw = receiver.connect();
        raw.send(start);
        let piece = "x".repeat(64 * 1024);
        let taken = (0..200).take_while(|_| raw.try_send(&piece)).count();
        assert!(taken < 100, "{taken} pieces of 64 KiB after {start:?}");
    }
}

#[test]
fn slow_clients_have_a_deadline_for_each_part() {
    let receiver = Receiver::start(&[
        "--header-timeout",
        "1s",
        "--body-timeout",
        "1s",
        "--idle-timeout",
        "1s",
    ]);
    let silent = receiver.connect();
    let mut head_only = receiver.connect();
    head_only.send("POST /webhooks/workos HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    let mut idle = receiver.connect();
    assert_eq!(idle.ask(request(&event("event_01"))).status, 200);
    let mut second_head = receiver.connect();
    assert_eq!(second_head.ask(request(&event("event_02"))).status, 200);
    second_head.send("POST");
    let mut body = receiver.connect();
    let whole = request(&event("event_slow"));
    body.send(&whole[..whole.len() - 1]);

    for mut raw in [silent, head_only, idle, second_head] {
        raw.closed();
    }
    let answer = body.answer().unwrap();
    assert_eq!((answer.status, answer.code()), (408, "request_timeout"));
}

#[test]
fn bytes_that_trickle_do_not_extend_a_deadline() {
    let receiver = Receiver::start(&["--header-timeout", "1s", "--body-timeout", "1s"]);
    let mut trickling_head = receiver.connect();
    trickling_head.send("POST /webhooks/workos HTTP/1.1\r\nX-Slow: ");
    let mut trickling_body = receiver.connect();
    let whole = request(&long_event("event_slow", 10_000));
    trickling_body.send(&whole[..whole.len() - 5_000]);
    let began = Instant::now();
    while trickling_head.try_send("x") || trickling_body.try_send("x") {
        assert!(began.elapsed() < Duration::from_secs(20), "still open");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_flood_of_connections_displaces_itself_alone() {
    let receiver = Receiver::start(&["--max-connections", "200"]);
    // Another client's, idle before the flood begins.
    let mut workos = Raw::connect_from(2, receiver.address);
    assert_eq!(workos.ask(request(&event("event_before"))).status, 200);
    let mut flood = Vec::new();
    for n in 0..5000 {
        let mut raw = receiver.connect();
        raw.try_send("POST");
        flood.push(raw);
        if flood.len() > 300 {
            // Already closed by the receiver; this process may not have 5 000 open files.
            flood.remove(0);
        }
        if n % 1000 == 999 {
            let answer =
                Raw::connect_from(3, receiver.address).ask(request(&event(&format!("event_{n}"))));
            assert_eq!(answer.status, 200);
        }
    }
    assert_eq!(workos.ask(request(&event("event_after"))).status, 200);
    let metrics = Raw::connect_from(3, receiver.address).ask(head("GET", "/metrics", &[])).body;
    let open = metrics.lines().find_map(|line| line.strip_prefix("hookseal_connections ")).unwrap();
    assert!(open.parse::<u32>().unwrap() <= 200, "{open} connections");
}

#[test]
#[cfg(target_os = "linux")]
fn bodies_that_arrive_slowly_share_a_bounded_memory() {
    let receiver = Receiver::start(&["--body-memory", "8MiB"]);
    let before = receiver.program.peak_memory();
    let payload = long_event("event_slow", 1_000_000);
    let whole = request(&payload);
    let mut flood = Vec::new();
    for _ in 0..100 {
        let mut raw = receiver.connect();
        raw.try_send(&whole[..whole.len() - 10_000]);
        flood.push(raw);
    }
    // Time to read all of it, if it did.
    std::thread::sleep(Duration::from_secs(3));
    // Another client is served meanwhile.
    let answer =
        Raw::connect_from(2, receiver.address).ask(request(&long_event("event_01", 300_000)));
    assert_eq!(answer.status, 200);
    let grown = receiver.program.peak_memory() - before;
    assert!(grown < 40 * MIB, "{} MiB more", grown / MIB);
}

#[test]
fn announcing_a_long_body_takes_no_memory_from_others() {
    let receiver = Receiver::start(&["--body-memory", "2MiB"]);
    let signature = signature("");
    let announced = [("WorkOS-Signature", &*signature), ("Content-Length", "100000")];
    let mut waiting = Vec::new();
    for _ in 0..50 {
        let mut raw = receiver.connect();
        raw.send(head("POST", PATH, &announced) + "x");
        waiting.push(raw);
    }
    assert_eq!(receiver.deliver(&long_event("event_01", 500_000)).status, 200);
    let rest = "x".repeat(99_999);
    for mut raw in waiting {
        assert_eq!(raw.ask(&rest).code(), "signature_mismatch");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn refusals_leave_nothing_behind_and_few_lines() {
    let receiver = Receiver::start(&[]);
    let payload = event("event_forged");
    let length = payload.len().to_string();
    let forged = signature("another payload");
    let refused = head("POST", PATH, &[("WorkOS-Signature", &forged), ("Content-Length", &length)])
        + &payload;
    let refuse = |times: usize| {
        let mut raw = receiver.connect();
        for _ in 0..times / 50 {
            raw.send(refused.repeat(50));
            (0..50).for_each(|_| assert_eq!(raw.answer().unwrap().status, 400));
        }
    };
    refuse(2_000);
    let before = receiver.program.peak_memory();
    refuse(20_000);
    let grown = receiver.program.peak_memory() - before;
    assert!(grown < 8 * MIB, "{} MiB more", grown / MIB);
    let lines = receiver.program.log().len();
    assert!(lines < 500, "{lines} lines");
    receiver.program.line("more of the same");
}
