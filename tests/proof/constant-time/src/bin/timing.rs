//! Times two kinds of refused signatures in random order and compares them with Welch's t-test,
//! after "dude, is my code constant time?" (Reparaz, Balasch, Verbauwhede; 2017). A t above about
//! 4.5 is evidence that the times differ, but a busy machine can cause it too. So this is only a
//! report.
//!
//! timing [samples]

use std::arch::x86_64::{_mm_lfence, _rdtsc};
use std::hint::black_box;

use hookseal::{Verifier, sign};

const NOW: i64 = 1_735_000_000_000;
const SECRET: &str = "whsec_timing";
const PAYLOAD: [u8; 64] = [b'x'; 64];

/// Cycles of one verification.
fn time(verifier: &Verifier, header: &str) -> f64 {
    // SAFETY: every x86-64 processor has both instructions.
    let now = || unsafe {
        _mm_lfence();
        let now = _rdtsc();
        _mm_lfence();
        now
    };
    let start = now();
    let verdict = verifier.verify_at(black_box(PAYLOAD), black_box(header), NOW);
    let cycles = now() - start;
    assert!(verdict.is_err());
    #[allow(clippy::cast_precision_loss)] // far fewer than 2^52
    let cycles = cycles as f64;
    cycles
}

/// The count, the mean and the variance of the samples that are at most `limit`.
fn moments(samples: &[f64], limit: f64) -> (f64, f64, f64) {
    let (mut count, mut mean, mut squares) = (0.0, 0.0, 0.0);
    for sample in samples.iter().filter(|&&sample| sample <= limit) {
        count += 1.0;
        let off = sample - mean;
        mean += off / count;
        squares += off * (sample - mean);
    }
    (count, mean, squares / (count - 1.0))
}

fn compare(name: &str, headers: &[String; 2], samples: usize) {
    let verifier = Verifier::new(SECRET).unwrap_or_else(|error| panic!("{error}"));
    let mut times = [Vec::with_capacity(samples), Vec::with_capacity(samples)];
    // Both headers are verified at the same address, because the address affects the time too.
    let mut header = headers[0].clone();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for round in 0..samples + samples / 10 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let class = usize::from(random >> 63 == 1);
        header.clone_from(&headers[class]);
        let cycles = time(&verifier, black_box(&header));
        if round >= samples / 10 {
            times[class].push(cycles); // the first tenth only warms up
        }
    }
    let mut all: Vec<f64> = times.iter().flatten().copied().collect();
    all.sort_unstable_by(f64::total_cmp);
    for percent in [100, 95, 75] {
        // Interrupted runs take far longer, so the shorter samples say more.
        let limit = if percent == 100 { f64::INFINITY } else { all[all.len() * percent / 100] };
        let [(n, mean, variance), (m, other, spread)] = [0, 1].map(|i| moments(&times[i], limit));
        let t = (mean - other) / (variance / n + spread / m).sqrt();
        println!("{name}, shortest {percent:>3} %: {mean:7.1} and {other:7.1} cycles, t = {t:6.2}");
    }
}

fn main() {
    let samples = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let good = sign(SECRET, PAYLOAD, NOW);
    let (start, digits) = good.split_at(good.len() - 64);
    let differing = |at: usize| {
        let other = if digits.as_bytes()[at] == b'0' { "1" } else { "0" };
        format!("{start}{}{other}{}", &digits[..at], &digits[at + 1..])
    };
    compare("first against last digit", &[differing(0), differing(63)], samples);
    // For comparison: two equal headers show what noise alone does.
    compare("first against first     ", &[differing(0), differing(0)], samples);
}
