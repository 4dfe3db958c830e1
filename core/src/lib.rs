#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "event")]
mod action;
#[cfg(feature = "event")]
mod action_response;
mod builder;
mod clock;
#[cfg(feature = "diagnose")]
mod diagnose;
#[cfg(feature = "event")]
mod envelope;
mod error;
#[cfg(feature = "event")]
mod event;
mod event_pattern;
pub mod event_type;
mod header;
#[cfg(feature = "event")]
pub mod json;
#[cfg(any(feature = "event", feature = "diagnose"))]
mod json_escape;
mod request;
mod secret;
mod signer;
mod tolerance;
mod verification;
mod verifier;

#[cfg(feature = "event")]
pub use action::{ACTION_DEADLINE, ACTION_TOLERANCE, Action, ActionRef, ActionVerifier};
#[cfg(feature = "event")]
pub use action_response::{MAX_ERROR_MESSAGE_LEN, ResponseError, Verdict};
pub use builder::{MAX_SECRETS, VerifierBuilder};
#[cfg(feature = "std")]
pub use clock::system_now_ms;
#[cfg(feature = "diagnose")]
pub use diagnose::{Diagnosis, Finding, FindingCode, diagnose};
pub use error::{ConfigError, ErrorCode, HeaderFault, PayloadFault, SecretFault, VerifyError};
#[cfg(feature = "event")]
pub use event::{DataError, Event, read_event, read_event_into};
pub use event_pattern::{EventPattern, PatternError};
pub use header::{HEADER_NAME, MAX_HEADER_LEN, SignatureHeader, find_header};
pub use request::{BODY_DEADLINE, DEFAULT_BODY_LIMIT, RequestFault, admit};
pub use signer::{Signer, TimestampOutOfRange, sign};
pub use tolerance::DEFAULT_TOLERANCE;
pub use verification::{Verification, Verified};
pub use verifier::Verifier;

/// The version of this crate. Every binding reports it as its own version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
