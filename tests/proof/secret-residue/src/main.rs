//! Uses a secret, step by step. After each step it prints the step's name and waits for a line,
//! while `run.py` searches its memory. Its own copy of the secret is masked, except during a step.

use std::hint::black_box;
use std::io::{BufRead, Write, stdin, stdout};

use hookseal::{Signer, Verifier, sign};

const NOW: i64 = 1_735_000_000_000;
const MASK: u8 = 0xa5;

/// The unmasked secret. It lives as long as a step takes.
struct Unmasked(Vec<u8>);

impl Unmasked {
    #[inline(never)]
    fn new(masked: &[u8]) -> Self {
        let mut secret = Vec::with_capacity(masked.len());
        for byte in masked {
            secret.push(black_box(*byte) ^ MASK); // byte by byte, so no register keeps it
        }
        Self(secret)
    }
}

impl AsRef<[u8]> for Unmasked {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Unmasked {
    fn drop(&mut self) {
        for byte in &mut self.0 {
            *byte = 0;
            black_box(byte);
        }
    }
}

fn wait(step: &str) {
    println!("{step}");
    stdout().flush().expect("run.py reads the output");
    let mut line = String::new();
    stdin().lock().read_line(&mut line).expect("run.py writes a line");
}

#[inline(never)]
fn step<T>(work: impl FnOnce() -> T) -> T {
    work()
}

fn main() {
    let masked: Vec<u8> = std::env::args()
        .nth(1)
        .expect("the masked secret, in hex")
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).expect("hex"), 16).expect("hex"))
        .collect();
    let secret = || Unmasked::new(&masked);
    let payload = vec![b'x'; 1000];
    wait("start: nothing");

    let copy = step(secret);
    wait("copy: the secret");
    drop(copy);
    wait("copy dropped: nothing");

    let verifier = step(|| Verifier::new(secret()).expect("a good secret"));
    wait("verifier: state");
    let header = step(|| sign("whsec_other", &payload, NOW));
    step(|| verifier.verify_at(&payload, &header, NOW)).expect_err("another's");
    wait("verified: state");
    let mut verification = step(|| verifier.begin(&header)).expect("a good header");
    step(|| verification.update(&payload[..500]));
    drop(verifier);
    wait("begun, verifier dropped: state");
    step(|| verification.update(&payload[500..]));
    step(|| verification.finish_at(NOW)).expect_err("another's");
    wait("finished: nothing");

    let verifier = step(|| {
        let builder = Verifier::builder().secrets((0..16).map(|_| secret()));
        builder.build().expect("good secrets")
    });
    drop(step(|| verifier.clone()));
    step(|| verifier.verify_at(&payload, &header, NOW)).expect_err("another's");
    drop(verifier);
    wait("16 secrets, dropped: nothing");

    step(|| Verifier::builder().secret(secret()).secret("").build()).expect_err("an empty one");
    wait("refused for another secret: nothing");
    step(|| Verifier::builder().secret(secret()).tolerance_seconds(-1.0).build())
        .expect_err("a bad tolerance");
    wait("refused for its tolerance: nothing");
    let signer = step(|| Signer::new(secret()).expect("a good secret"));
    step(|| signer.sign(&payload, NOW)).expect("a good timestamp");
    wait("signer: state");
    drop(signer);
    wait("signer dropped: nothing");
    let header = step(|| sign(secret(), &payload, NOW));
    step(|| Verifier::new(secret()).expect("a good secret").verify_at(&payload, &header, NOW))
        .expect("its own");
    wait("signed: nothing");
}
