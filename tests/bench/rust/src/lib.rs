//! The yardsticks that other measurements are compared with: the floor, which is a pre-keyed
//! HMAC-SHA256 of the signed bytes, the core's own `verify`, and a plain SHA-256.
//!
//! They are exported as C functions that run `loops` times and return nanoseconds, so that Python,
//! Node and C can measure them in the same process as their peers.

use std::hint::black_box;
use std::time::Instant;

use hmac::{Hmac, KeyInit, Mac};
use hookseal::Verifier;
use sha2::{Digest, Sha256};

/// The secret of every measurement.
pub const SECRET: &str = "whsec_benchmark";
/// An arbitrary time in milliseconds. It has 13 digits, as `t` does until the year 2286.
pub const NOW: i64 = 1_735_000_000_000;

/// The least work that a verification must do.
#[derive(Clone)]
pub struct Floor(Hmac<Sha256>);

impl Floor {
    #[must_use]
    pub fn new(secret: &str) -> Self {
        Self(Hmac::new_from_slice(secret.as_bytes()).expect("any key will do"))
    }

    #[must_use]
    pub fn mac(&self, payload: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(b"1735000000000.");
        mac.update(payload);
        mac.finalize().into_bytes().into()
    }
}

/// An event of exactly `len` bytes, as JSON without blanks, which every peer accepts.
#[must_use]
pub fn event(len: usize) -> Vec<u8> {
    const USER: &str = r#"{"id":"directory_user_01","emails":["a@example.com"],"active":true},"#;
    const HEAD: &str = r#"{"id":"event_01","event":"dsync.user.updated","data":{"users":["#;
    const TAIL: &str = r#"null],"filler":""}}"#;
    let users = USER.repeat((len - HEAD.len() - TAIL.len()) / USER.len());
    let filler = ".".repeat(len - HEAD.len() - TAIL.len() - users.len());
    format!("{HEAD}{users}null],\"filler\":\"{filler}\"}}}}").into_bytes()
}

/// Nanoseconds that `loops` floors over `len` bytes take.
#[unsafe(no_mangle)]
pub extern "C" fn yardstick_floor(len: u32, loops: u32) -> f64 {
    let (floor, payload) = (Floor::new(SECRET), event(len as usize));
    timed(loops, || floor.mac(black_box(&payload)))
}

/// Nanoseconds that `loops` verifications by the core take, by the system clock.
#[unsafe(no_mangle)]
pub extern "C" fn yardstick_core(len: u32, loops: u32) -> f64 {
    let verifier = Verifier::new(SECRET).expect("a usable secret");
    let payload = event(len as usize);
    let header = hookseal::Signer::new(SECRET).expect("a usable secret").sign_now(&payload);
    timed(loops, || verifier.verify(black_box(&payload), black_box(&header)))
}

/// Nanoseconds that `loops` plain SHA-256 take.
#[unsafe(no_mangle)]
pub extern "C" fn yardstick_sha256(len: u32, loops: u32) -> f64 {
    let payload = event(len as usize);
    timed(loops, || Sha256::digest(black_box(&payload)))
}

fn timed<T>(loops: u32, mut work: impl FnMut() -> T) -> f64 {
    let start = Instant::now();
    for _ in 0..loops {
        black_box(work());
    }
    start.elapsed().as_secs_f64() * 1e9
}
