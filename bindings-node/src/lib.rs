//! The Node addon. It converts types and returns errors as values; every rule is in the core.
//!
//! This interface is private to the JavaScript in `lib/`, which checks the types of arguments and
//! throws the errors.

// `#[napi]` functions take their arguments by value.
#![allow(clippy::needless_pass_by_value)]

mod action;
mod diagnosis;
mod event_pattern;
mod header;
mod outcome;
mod request;
mod signing;
mod time;
mod verification;
mod verifier;

use napi_derive::napi;

pub use action::{
    action_deadline_ms, action_tolerance, check_action, new_action_verifier, sign_response,
    verdict_fault,
};
pub use diagnosis::{Diagnosis, Finding, diagnose};
pub use event_pattern::{event_matches, pattern_fault};
pub use header::find_header;
pub use outcome::fixed_faults;
pub use request::{
    Refusal, admit, body_deadline_ms, default_body_limit, error_status, request_refusals,
};
pub use signing::sign;
pub use verification::{Verification, begin, finish, update};
pub use verifier::{check_event, check_stored_event, new_verifier, verify};

/// The name of the signature header.
#[napi]
pub const HEADER_NAME: &str = hookseal::HEADER_NAME;

/// The version of the core.
#[napi]
pub const VERSION: &str = hookseal::VERSION;

/// The default tolerance, in seconds.
#[napi]
#[must_use]
pub fn default_tolerance() -> f64 {
    hookseal::DEFAULT_TOLERANCE.as_secs_f64()
}
