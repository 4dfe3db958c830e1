//! A slow and simple second implementation of the rules of verification, to compare the core with.
//!
//! It shares no code with the core. Its SHA-256, HMAC, header parser and JSON parser were written
//! from the rules, not from the core, so if the two differ, one of them is wrong. It is for tests
//! only: it copies freely and compares digests as hex text.

#![forbid(unsafe_code)]
#![allow(clippy::indexing_slicing)] // a model may panic, and indexing is easier to read

mod action;
mod config;
mod hash;
mod header;
mod json;

pub use action::{construct_action, respond};
pub use hash::{hmac_sha256, sha256};

/// A delivery, with the configuration of the verifier that checks it.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// The verifier's secrets.
    pub secrets: Vec<Vec<u8>>,
    /// The verifier's tolerance.
    pub tolerance: Tolerance,
    /// The header's value; `None` if the header is absent.
    pub header: Option<Vec<u8>>,
    /// The current time, in milliseconds since the Unix epoch.
    pub now_ms: i64,
    /// The raw body.
    pub payload: Vec<u8>,
}

/// The tolerance that a verifier is configured with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// Not given.
    Default,
    /// Switched off.
    Off,
    /// A number of seconds, allowed or not.
    Seconds(f64),
}

/// The result of an accepted delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The header's `t`.
    pub timestamp: i64,
    /// The index of the first secret that matches.
    pub index: usize,
}

/// Why a configuration or a delivery is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The error code, the same in every language.
    pub code: &'static str,
    /// For a time error, the header's `t` and how many milliseconds it differs from now.
    pub time: Option<(i64, u64)>,
}

fn refused<T>(code: &'static str) -> Result<T, Refused> {
    Err(Refused { code, time: None })
}

/// Judges a delivery, after the configuration of the verifier.
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
        unreachable!("15 digits fit in an i64");
    };
    if let Some(tolerance_ms) = tolerance_ms {
        // An i128 holds the difference of any two i64.
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

/// Verifies a delivery and returns its `id` and `event`.
///
/// # Errors
///
/// Any code.
pub fn construct_event(delivery: &Delivery) -> Result<(String, String), Refused> {
    verify(delivery)?;
    read_event(&delivery.payload)
}

/// The `id` and the `event` of a payload that was already verified.
///
/// # Errors
///
/// `invalid_payload`.
pub fn read_event(payload: &[u8]) -> Result<(String, String), Refused> {
    json::read_event(payload).map_or_else(|| refused("invalid_payload"), Ok)
}

/// The genuine `v1`, in lower-case hex. `timestamp` is the header's `t` as received.
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
