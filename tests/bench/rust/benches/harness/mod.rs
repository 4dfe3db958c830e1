//! Settings for short measurements: `run.py` repeats the program in rounds, so that a disturbance
//! of the machine affects all peers.

use std::time::Duration;

use criterion::Criterion;

/// Payload lengths in bytes.
#[allow(dead_code, reason = "not every benchmark uses them")]
pub const SIZES: [usize; 5] = [256, 1 << 10, 4 << 10, 64 << 10, 1 << 20];

pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(30))
        .measurement_time(Duration::from_millis(150))
        .nresamples(1001)
        .without_plots()
        .configure_from_args()
}

/// Rotates the order in every round, so that no peer always runs after the same one.
#[allow(dead_code, reason = "not every benchmark compares")]
pub fn rotated<T>(mut peers: Vec<T>) -> Vec<T> {
    let round: usize = std::env::var("ROUND").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let by = round % peers.len();
    peers.rotate_left(by);
    peers
}
