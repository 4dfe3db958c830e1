//! The rules of verification once more, slow and plain, to hold the core against.
//!
//! It shares nothing with the core: its own SHA-256, HMAC, header parser and JSON reader, written
//! from the rules and not from the core. Where the two differ, one of them is wrong. Its digests are
//! compared as hex text, it copies whatever it likes, and it is for tests only.

#![forbid(unsafe_code)]
#![allow(clippy::indexing_slicing)] // a model may panic, and reads the plainer for it

mod config;
mod hash;
mod header;
mod json;

pub use hash::{hmac_sha256, sha256};

/// What is asked: a verifier and what reached it.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// The verifier's secrets.
    pub secrets: Vec<Vec<u8>>,
    /// The verifier's tolerance.
    pub tolerance: Tolerance,
    /// The header's value, if there is one.
    pub header: Option<Vec<u8>>,
    /// The clock, in milliseconds since the Unix epoch.
    pub now_ms: i64,
    /// The raw body.
    pub payload: Vec<u8>,
}

/// A tolerance as a verifier is given it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// None was given.
    Default,
    /// It was switched off.
    Off,
    /// Any number of seconds, allowed or not.
    Seconds(f64),
}

/// What a genuine and timely delivery tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The header's `t`.
    pub timestamp: i64,
    /// The first secret that matches.
    pub index: usize,
}

/// Why a verifier was not made, or a delivery refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The code, as every language has it.
    pub code: &'static str,
    /// Of a time error: the header's `t`, and how far the clock is from it.
    pub time: Option<(i64, u64)>,
}

fn refused<T>(code: &'static str) -> Result<T, Refused> {
    Err(Refused { code, time: None })
}

/// The verdict on a delivery, or what is wrong with the verifier.
///
/// # Errors
///
/// Any code but `invalid_payload`.
pub fn verify(delivery: &Delivery) -> Result<Accepted, Refused> {
    config::check_secrets(&delivery.secrets)?;
    let tolerance_ms = config::tolerance_ms(delivery.tolerance)?;
    let header = header::parse(delivery.header.as_deref())?;

    let digest_of = |secret: &Vec<u8>| signature(secret, &header.timestamp, &delivery.payload);
    let Some(index) =
        delivery.secrets.iter().position(|secret| header.signatures.contains(&digest_of(secret)))
    else {
        return refused("signature_mismatch");
    };

    let Ok(timestamp) = header.timestamp.parse::<i64>() else {
        unreachable!("15 digits are an i64");
    };
    if let Some(tolerance_ms) = tolerance_ms {
        // No difference of two i64 is too large for an i128.
        let age = i128::from(delivery.now_ms) - i128::from(timestamp);
        let time = u64::try_from(age.unsigned_abs()).ok().map(|difference| (timestamp, difference));
        if age > tolerance_ms {
            return Err(Refused { code: "timestamp_too_old", time });
        }
        if -age > tolerance_ms {
            return Err(Refused { code: "timestamp_in_future", time });
        }
    }
    Ok(Accepted { timestamp, index })
}

/// The `id` and the `event` of a delivery that is verified first.
///
/// # Errors
///
/// Any code.
pub fn construct_event(delivery: &Delivery) -> Result<(String, String), Refused> {
    verify(delivery)?;
    read_event(&delivery.payload)
}

/// The `id` and the `event` of a payload that was verified before.
///
/// # Errors
///
/// `invalid_payload`.
pub fn read_event(payload: &[u8]) -> Result<(String, String), Refused> {
    json::read_event(payload).map_or_else(|| refused("invalid_payload"), Ok)
}

/// What `v1` should be, in lower-case hex, for a `t` as it stands in the header.
#[must_use]
pub fn signature(secret: &[u8], timestamp: &str, payload: &[u8]) -> String {
    let message = [timestamp.as_bytes(), b".", payload].concat();
    hash::hex(&hmac_sha256(secret, &message))
}

/// The header that signing makes.
///
/// # Errors
///
/// `invalid_secret`.
pub fn sign(secret: &[u8], timestamp: u64, payload: &[u8]) -> Result<String, Refused> {
    config::check_secrets(&[secret.to_vec()])?;
    let v1 = signature(secret, &timestamp.to_string(), payload);
    Ok(format!("t={timestamp}, v1={v1}"))
}
