//! Verifies a genuine delivery with hookseal and with its peers.

mod harness;
mod peers;

use std::time::UNIX_EPOCH;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use yardstick::{SECRET, event};

fn verify(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify");
    for len in harness::SIZES {
        let payload = event(len);
        let now = i64::try_from(UNIX_EPOCH.elapsed().expect("a clock past 1970").as_millis());
        let now = now.expect("fits");
        let header = hookseal::sign(SECRET, &payload, now);
        for (name, check) in harness::rotated(peers::all(now)) {
            assert!(check(&payload, &header), "{name} refuses a genuine delivery");
            let hashes_only = ["floor", "sha256"].contains(&name);
            assert!(hashes_only || !check(b"another", &header), "{name} accepts any payload");
            group.bench_function(BenchmarkId::new(name, len), |bencher| {
                bencher
                    .iter(|| check(std::hint::black_box(&payload), std::hint::black_box(&header)));
            });
        }
    }
}

criterion_group! { name = benches; config = harness::criterion(); targets = verify }
criterion_main!(benches);
