//! The same verification by hookseal and, written by hand, with other libraries. All are keyed in
//! advance, and all read the system clock, as hookseal's `verify` does.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use hookseal::Verifier;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use yardstick::{Floor, SECRET};

pub type Check = Box<dyn Fn(&[u8], &str) -> bool>;

/// All peers. `now`, in milliseconds, is for the one that does not read the clock.
pub fn all(now: i64) -> Vec<(&'static str, Check)> {
    let floor = Floor::new(SECRET);
    let verifier = Verifier::new(SECRET).expect("a usable secret");
    let clock_given = verifier.clone();
    vec![
        ("floor", Box::new(move |payload, _| floor.mac(payload) != [0; 32])),
        ("sha256", Box::new(|payload, _| Sha256::digest(payload).as_slice() != [0; 32])),
        ("hookseal", Box::new(move |payload, header| verifier.verify(payload, header).is_ok())),
        (
            "hookseal, given the time",
            Box::new(move |payload, header| clock_given.verify_at(payload, header, now).is_ok()),
        ),
        ("hmac + sha2", hand_written(rust_crypto())),
        ("ring", hand_written(ring())),
        ("aws-lc-rs", hand_written(aws_lc())),
    ]
}

/// Splits the header, compares in constant time and checks the age; `mac` does the hashing.
fn hand_written(mac: impl Fn(&[u8], &[u8]) -> [u8; 32] + 'static) -> Check {
    Box::new(move |payload, header| {
        let Some((timestamp, signature)) = split(header) else { return false };
        let mut expected = [0; 32];
        hex::decode_to_slice(signature, &mut expected).is_ok()
            && bool::from(mac(timestamp.as_bytes(), payload).ct_eq(&expected))
            && timestamp.parse::<i64>().is_ok_and(|t| t.abs_diff(now_ms()) <= 180_000)
    })
}

fn now_ms() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock past 1970");
    i64::try_from(now.as_millis()).expect("fits until the year 292277026")
}

fn split(header: &str) -> Option<(&str, &str)> {
    let (timestamp, signature) = header.split_once(',')?;
    Some((timestamp.strip_prefix("t=")?, signature.trim_start().strip_prefix("v1=")?))
}

fn rust_crypto() -> impl Fn(&[u8], &[u8]) -> [u8; 32] {
    let keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key will do");
    move |timestamp, payload| {
        let mut mac = keyed.clone();
        mac.update(timestamp);
        mac.update(b".");
        mac.update(payload);
        mac.finalize().into_bytes().into()
    }
}

fn ring() -> impl Fn(&[u8], &[u8]) -> [u8; 32] {
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
    move |timestamp, payload| {
        let mut mac = ring::hmac::Context::with_key(&key);
        mac.update(timestamp);
        mac.update(b".");
        mac.update(payload);
        mac.sign().as_ref().try_into().expect("32 bytes")
    }
}

fn aws_lc() -> impl Fn(&[u8], &[u8]) -> [u8; 32] {
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, SECRET.as_bytes());
    move |timestamp, payload| {
        let mut mac = aws_lc_rs::hmac::Context::with_key(&key);
        mac.update(timestamp);
        mac.update(b".");
        mac.update(payload);
        mac.sign().as_ref().try_into().expect("32 bytes")
    }
}
