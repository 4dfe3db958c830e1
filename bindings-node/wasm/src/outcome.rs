//! The results of a check as JavaScript sees them: the same objects as the addon's.
//!
//! Every member is there, even if it is null. If it were missing, a polluted prototype could supply
//! it.

use alloc::string::{String, ToString};

use hookseal::{ConfigError, TimestampOutOfRange, VerifyError};
use serde::Serialize;

/// The result for a genuine delivery within the tolerance.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Verified {
    timestamp: i64,
    secret_index: usize,
}

impl From<hookseal::Verified> for Verified {
    fn from(verified: hookseal::Verified) -> Self {
        Self { timestamp: verified.timestamp, secret_index: verified.secret_index }
    }
}

/// Why something was refused.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Fault {
    /// None if an argument is wrong.
    code: Option<&'static str>,
    message: String,
    timestamp: Option<i64>,
    difference_ms: Option<u64>,
    age_ms: Option<i64>,
}

impl From<VerifyError> for Fault {
    fn from(error: VerifyError) -> Self {
        Self {
            code: Some(error.code().as_str()),
            message: error.to_string(),
            timestamp: error.timestamp(),
            difference_ms: error.difference_ms(),
            age_ms: error.age_ms(),
        }
    }
}

impl From<ConfigError> for Fault {
    fn from(error: ConfigError) -> Self {
        let code = Some(error.code().as_str());
        Self { code, message: error.to_string(), ..Self::default() }
    }
}

impl From<TimestampOutOfRange> for Fault {
    fn from(error: TimestampOutOfRange) -> Self {
        Self::of_arguments(&error)
    }
}

impl Fault {
    pub(crate) fn of_arguments(error: &impl ToString) -> Self {
        Self { message: error.to_string(), ..Self::default() }
    }
}
