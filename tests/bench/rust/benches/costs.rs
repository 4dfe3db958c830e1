//! Other costs: refusals, more secrets, more signatures, threads, and reading the event.

mod harness;

use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};
use hookseal::{Verifier, sign};
use yardstick::{NOW, SECRET, event};

const COUNTS: [usize; 5] = [1, 2, 4, 8, 16];

fn verifier() -> Verifier {
    Verifier::new(SECRET).expect("a usable secret")
}

fn refusals(criterion: &mut Criterion) {
    let (verifier, payload, large) = (verifier(), event(1024), event(1 << 20));
    let genuine = sign(SECRET, &payload, NOW);
    let malformed = genuine.replace("t=", "t=x");
    let cases = [
        ("none", payload.as_slice(), genuine, "ok"),
        ("malformed", &payload, malformed.clone(), "malformed_header"),
        ("malformed", &large, malformed, "malformed_header"),
        ("mismatch", &payload, sign("another", &payload, NOW), "signature_mismatch"),
        ("stale", &payload, sign(SECRET, &payload, NOW - 3_600_000), "timestamp_too_old"),
    ];
    let mut group = criterion.benchmark_group("refuse");
    for (name, payload, header, code) in cases {
        let verdict = verifier.verify_at(payload, &header, NOW);
        assert_eq!(verdict.map_or_else(|error| error.code().as_str(), |_| "ok"), code);
        group.bench_function(BenchmarkId::new(name, payload.len()), |bencher| {
            bencher.iter(|| verifier.verify_at(black_box(payload), black_box(&header), NOW));
        });
    }
}

/// The payload is signed with the last secret, so that all of them are tried.
fn secrets(criterion: &mut Criterion) {
    let payload = event(1024);
    let header = sign(SECRET, &payload, NOW);
    let mut group = criterion.benchmark_group("secrets");
    for count in COUNTS {
        let others = (1..count).map(|i| format!("other{i}"));
        let builder = Verifier::builder().secrets(others).secret(SECRET);
        let verifier = builder.build().expect("usable secrets");
        assert!(verifier.verify_at(&payload, &header, NOW).is_ok());
        group.bench_function(BenchmarkId::new("hookseal", count), |bencher| {
            bencher.iter(|| verifier.verify_at(black_box(&payload), black_box(&header), NOW));
        });
    }
}

fn signatures(criterion: &mut Criterion) {
    let (verifier, payload) = (verifier(), event(1024));
    let mut group = criterion.benchmark_group("signatures");
    for count in COUNTS {
        let others = format!(", v1={}", "00".repeat(32)).repeat(count - 1);
        let header = sign(SECRET, &payload, NOW) + &others;
        assert!(verifier.verify_at(&payload, &header, NOW).is_ok());
        group.bench_function(BenchmarkId::new("hookseal", count), |bencher| {
            bencher.iter(|| verifier.verify_at(black_box(&payload), black_box(&header), NOW));
        });
    }
}

fn construction(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("construction");
    group.bench_function(BenchmarkId::new("hookseal", 1), |bencher| {
        bencher.iter(|| Verifier::new(black_box(SECRET)));
    });
}

fn events(criterion: &mut Criterion) {
    let (verifier, payload) = (verifier(), event(1024));
    let header = sign(SECRET, &payload, NOW);
    let mut group = criterion.benchmark_group("event");
    group.bench_function(BenchmarkId::new("hookseal", 1024), |bencher| {
        bencher.iter(|| verifier.construct_event_at(black_box(&payload), &header, NOW).is_ok());
    });
    group.bench_function(BenchmarkId::new("verify, then serde_json", 1024), |bencher| {
        bencher.iter(|| {
            let genuine = verifier.verify_at(black_box(&payload), &header, NOW).is_ok();
            genuine && serde_json::from_slice::<serde_json::Value>(&payload).is_ok()
        });
    });
}

/// The time in which every thread verifies once. With enough cores, it equals that of one thread.
fn threads(criterion: &mut Criterion) {
    let (verifier, payload) = (verifier(), event(64 << 10));
    let header = sign(SECRET, &payload, NOW);
    let cores = thread::available_parallelism().map_or(2, usize::from).max(2);
    let mut group = criterion.benchmark_group("threads");
    group.sampling_mode(SamplingMode::Flat);
    for count in (0..=cores.ilog2()).map(|power| 1 << power) {
        group.bench_function(BenchmarkId::new("hookseal", count), |bencher| {
            bencher.iter_custom(|rounds| {
                let start = Barrier::new(count + 1);
                thread::scope(|scope| {
                    let worker = || {
                        start.wait();
                        for _ in 0..rounds {
                            black_box(
                                verifier.verify_at(black_box(&payload), &header, NOW).is_ok(),
                            );
                        }
                    };
                    let workers: Vec<_> = (0..count).map(|_| scope.spawn(worker)).collect();
                    // Before the wait: afterwards busy cores may delay this thread.
                    let begin = Instant::now();
                    start.wait();
                    for worker in workers {
                        worker.join().expect("no panic");
                    }
                    begin.elapsed()
                })
            });
        });
    }
}

criterion_group! {
    name = benches;
    config = harness::criterion();
    targets = refusals, secrets, signatures, construction, events, threads
}
criterion_main!(benches);
