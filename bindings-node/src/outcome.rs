//! What a check came to, as one plain object: building an exception is the face's work.

use hookseal::{ConfigError, TimestampOutOfRange, Verified, VerifyError};
use napi_derive::napi;

use crate::time;

/// A verdict: with `code`, a failure.
#[napi(object, object_from_js = false)]
#[derive(Debug, Default)]
pub struct Outcome {
    /// Milliseconds since the Unix epoch; also of a time error, which is about a genuine delivery.
    pub timestamp: Option<f64>,
    /// Which of the secrets signed it.
    pub secret_index: Option<u32>,
    /// The core's code.
    pub code: Option<&'static str>,
    /// The core's message.
    pub message: Option<String>,
    /// Of a time error, how far the timestamp is from now.
    pub difference_ms: Option<f64>,
    /// What `sign` made.
    pub header: Option<String>,
}

impl From<Verified> for Outcome {
    fn from(verified: Verified) -> Self {
        Self {
            timestamp: Some(time::to_js(verified.timestamp)),
            secret_index: u32::try_from(verified.secret_index).ok(),
            ..Self::default()
        }
    }
}

impl From<VerifyError> for Outcome {
    fn from(error: VerifyError) -> Self {
        let times = match error {
            VerifyError::TimestampTooOld { timestamp, difference_ms }
            | VerifyError::TimestampInFuture { timestamp, difference_ms } => {
                Some((timestamp, difference_ms))
            }
            _ => None,
        };
        #[allow(clippy::cast_precision_loss)] // exact for all but absurd clocks
        let difference_ms = times.map(|(_, difference_ms)| difference_ms as f64);
        Self {
            timestamp: times.map(|(timestamp, _)| time::to_js(timestamp)),
            code: Some(error.code().as_str()),
            message: Some(error.to_string()),
            difference_ms,
            ..Self::default()
        }
    }
}

impl From<ConfigError> for Outcome {
    fn from(error: ConfigError) -> Self {
        Self {
            code: Some(error.code().as_str()),
            message: Some(error.to_string()),
            ..Self::default()
        }
    }
}

impl From<TimestampOutOfRange> for Outcome {
    fn from(error: TimestampOutOfRange) -> Self {
        Self { message: Some(error.to_string()), ..Self::default() }
    }
}

impl<T: Into<Self>, E: Into<Self>> From<Result<T, E>> for Outcome {
    fn from(result: Result<T, E>) -> Self {
        result.map_or_else(Into::into, Into::into)
    }
}
