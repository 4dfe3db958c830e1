//! How many instructions a check takes, under callgrind: the same number on a busy machine and on
//! an idle one. `make bench-check` fails if one exceeds its ceiling; the time is `make bench`'s.
//!
//! Callgrind's processor has no SHA extensions, so a block of SHA-256 is some 2000 instructions here
//! and few there. The refusals hash nothing and show what that would hide.

// The harness's macros make undocumented functions, and qualify the names that they are given.
#![allow(missing_docs, unused_qualifications)]

use std::hint::black_box;

use gungraun::prelude::*;
use gungraun::{Callgrind, EventKind};
use hookseal::{Verified, Verifier, VerifyError, sign};

const SECRET: &str = "whsec_benchmark";
const NOW: i64 = 1_735_000_000_000;

/// A ceiling: 5 % over `counted`, which is to be lowered when less is counted.
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
    #[allow(clippy::unwrap_used)] // a benchmark may stop
    Delivery { verifier: Verifier::new(SECRET).unwrap(), payload, header }
}

/// Malformed at its very end, so that all of the header is read.
fn malformed(len: usize) -> Delivery {
    let mut delivery = genuine(len);
    delivery.header.pop();
    delivery
}

/// With as many signatures as there may be, and then one more element.
fn crowded(len: usize) -> Delivery {
    let mut delivery = genuine(len);
    let signatures = format!(", v1={}", "aB".repeat(32)).repeat(15);
    delivery.header = delivery.header + &signatures + ", no-equals-sign";
    delivery
}

#[library_benchmark]
#[bench::accept_64_bytes(args = (64), setup = genuine, config = at_most(11_171))]
#[bench::accept_1_kib(args = (1024), setup = genuine, config = at_most(61_064))]
#[bench::refuse_malformed(args = (1024), setup = malformed, config = at_most(411))]
#[bench::refuse_crowded(args = (1024), setup = crowded, config = at_most(5_270))]
fn verify(delivery: Delivery) -> (Delivery, Result<Verified, VerifyError>) {
    let Delivery { verifier, payload, header } = &delivery;
    let verdict = verifier.verify_at(black_box(payload), black_box(header), black_box(NOW));
    (delivery, verdict) // given back, so that dropping it is not counted
}

library_benchmark_group!(name = instructions, benchmarks = verify);
main!(library_benchmark_groups = instructions);
