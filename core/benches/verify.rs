//! `verify` beside what it must at least do: a pre-keyed HMAC of the same bytes.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hmac::{Hmac, KeyInit, Mac};
use hookseal::{Verifier, sign};
use sha2::Sha256;

const SECRET: &str = "whsec_benchmark";
const NOW: i64 = 1_735_000_000_000;

#[allow(clippy::unwrap_used)] // a benchmark may stop
fn verify(criterion: &mut Criterion) {
    for (name, len) in [("1 KiB", 1 << 10), ("1 MiB", 1 << 20)] {
        let payload = vec![0x5a; len];
        let header = sign(SECRET, &payload, NOW);
        let verifier = Verifier::new(SECRET).unwrap();
        let keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(len as u64));
        group.bench_function("hookseal verify", |bencher| {
            bencher.iter(|| verifier.verify_at(black_box(&payload), black_box(&header), NOW));
        });
        group.bench_function("hmac + sha2, keyed before", |bencher| {
            bencher.iter(|| {
                let mut mac = keyed.clone();
                mac.update(b"1735000000000.");
                mac.update(black_box(&payload));
                mac.finalize()
            });
        });
        group.bench_function("hookseal verify, malformed header", |bencher| {
            bencher
                .iter(|| verifier.verify_at(black_box(&payload), black_box("t=abc, v1=00"), NOW));
        });
        group.finish();
    }
}

criterion_group!(benches, verify);
criterion_main!(benches);
