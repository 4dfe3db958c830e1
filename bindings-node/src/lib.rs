//! The Node addon: it converts types and hands errors over as values; every rule is in the core.
//!
//! The face in `index.js` checks argument types and throws. What comes through here is its private
//! interface.

// `#[napi]` decides how arguments are passed.
#![allow(clippy::needless_pass_by_value)]

mod outcome;
mod signing;
mod verification;
mod verifier;

use napi_derive::napi;

pub use signing::sign;

/// The name of the signature header.
#[napi]
pub const HEADER_NAME: &str = hookseal::HEADER_NAME;

/// The version of the core.
#[napi]
pub const VERSION: &str = hookseal::VERSION;

/// The usual tolerance, in seconds.
#[napi]
#[must_use]
pub fn default_tolerance() -> f64 {
    hookseal::DEFAULT_TOLERANCE.as_secs_f64()
}

/// An instant from JavaScript: whole milliseconds, as the face has made sure. Any other number
/// saturates, which can only refuse.
pub(crate) fn milliseconds(value: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation)]
    let whole = value as i64;
    whole
}
