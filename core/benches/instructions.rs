//! Counts the instructions of a check under callgrind. The count is the same on a busy machine and
//! on an idle one. `make bench-check` fails if a count exceeds its ceiling; `make bench` measures
//! time.
//!
//! Callgrind emulates no SHA extensions, so a block of SHA-256 takes some 2000 instructions here
//! and only a few on a real processor. That cost hides changes elsewhere in an accepted delivery;
//! the refusals hash nothing and so show them.

// The benchmark macros generate undocumented functions and qualified names.
#![allow(missing_docs, unused_qualifications)]

use std::hint::black_box;

use gungraun::prelude::*;
use gungraun::{Callgrind, EventKind};
use hookseal::json::{Nothing, ReadError};
use hookseal::{Event, Verified, Verifier, VerifyError, read_event, read_event_into, sign};

const SECRET: &str = "whsec_benchmark";
const NOW: i64 = 1_735_000_000_000;

/// Sets the ceiling to 5 % over `counted`. Lower `counted` when the count falls.
fn at_most(counted: u64) -> LibraryBenchmarkConfig {
    let mut callgrind = Callgrind::default();
    callgrind.hard_limits([(EventKind::Ir, counted + counted / 20)]);
    let mut config = LibraryBenchmarkConfig::default();
    config.tool(callgrind);
    config
}

struct Delivery {
    verifier: Verifier,
    payload: Vec<u8>,
    header: String,
}

fn genuine(len: usize) -> Delivery {
    let payload = vec![b'x'; len];
    let header = sign(SECRET, &payload, NOW);
    #[allow(clippy::unwrap_used)] // a benchmark may panic
    Delivery { verifier: Verifier::new(SECRET).unwrap(), payload, header }
}

/// The header is malformed at its end, so that all of it is parsed.
fn malformed(len: usize) -> Delivery {
    let mut delivery = genuine(len);
    delivery.header.pop();
    delivery
}

/// The header has the maximum of signatures, then one malformed element.
fn crowded(len: usize) -> Delivery {
    let mut delivery = genuine(len);
    let signatures = format!(", v1={}", "aB".repeat(32)).repeat(15);
    delivery.header = delivery.header + &signatures + ", no-equals-sign";
    delivery
}

/// Genuine, but for another payload.
fn forged(len: usize) -> Delivery {
    let mut delivery = genuine(len);
    delivery.payload.reverse();
    delivery.payload.push(b'.');
    delivery
}

/// An event of about 1 KiB, with the names, strings and nesting of a real one.
fn event() -> Vec<u8> {
    let user = r#"{"id":"directory_user_01","emails":["a@example.com"],"active":true,"n":-1.5},"#;
    let users = user.repeat(11);
    format!(r#"{{"id":"event_01","event":"dsync.user.updated","data":{{"users":[{users}null],"name":"Zo\u00eb"}}}}"#)
        .into_bytes()
}

/// Its last bracket is missing, so that all of it is read.
fn not_an_event() -> Vec<u8> {
    let mut payload = event();
    payload.pop();
    payload
}

#[library_benchmark]
#[bench::accept(args = (), setup = event, config = at_most(1))]
#[bench::refuse(args = (), setup = not_an_event, config = at_most(1))]
fn check_event(payload: Vec<u8>) -> (Vec<u8>, bool) {
    let read: Result<(), ReadError<_>> = read_event_into(black_box(&payload), &mut Nothing);
    let accepted = read.is_ok();
    (payload, accepted)
}

#[library_benchmark]
#[bench::members(args = (), setup = event, config = at_most(1))]
fn construct_event(payload: Vec<u8>) -> Result<Event<'static>, VerifyError> {
    read_event(black_box(&payload)).map(Event::into_owned)
}

#[library_benchmark]
#[bench::accept_64_bytes(args = (64), setup = genuine, config = at_most(11_171))]
#[bench::accept_1_kib(args = (1024), setup = genuine, config = at_most(61_064))]
#[bench::refuse_forged(args = (1024), setup = forged, config = at_most(61_064))]
#[bench::refuse_malformed(args = (1024), setup = malformed, config = at_most(411))]
#[bench::refuse_crowded(args = (1024), setup = crowded, config = at_most(5_270))]
fn verify(delivery: Delivery) -> (Delivery, Result<Verified, VerifyError>) {
    let Delivery { verifier, payload, header } = &delivery;
    let verdict = verifier.verify_at(black_box(payload), black_box(header), black_box(NOW));
    (delivery, verdict) // returned, so that dropping it is not counted
}

library_benchmark_group!(name = instructions, benchmarks = [verify, check_event, construct_event]);
main!(library_benchmark_groups = instructions);
