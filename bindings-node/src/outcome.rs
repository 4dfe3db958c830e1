//! The result of a check as plain objects, from which the JavaScript in `lib/` makes exceptions.
//!
//! Every member is an own property, even if it is null. If it were missing, a polluted prototype
//! could supply it.

use hookseal::{ConfigError, ResponseError, TimestampOutOfRange, VerifyError};
use napi::bindgen_prelude::Either;
use napi_derive::napi;

use crate::time;

/// The result for a genuine delivery within the tolerance.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Verified {
    /// Milliseconds since the Unix epoch.
    pub timestamp: f64,
    /// Which of the secrets signed it, counted from 0.
    pub secret_index: u32,
}

/// Why something was refused.
#[napi(object, object_from_js = false, use_nullable = true)]
#[derive(Debug)]
pub struct Fault {
    /// The core's code, or null if an argument is wrong.
    pub code: Option<&'static str>,
    /// The core's message.
    pub message: String,
    /// When the delivery was issued, in milliseconds since the Unix epoch. Time errors only.
    pub timestamp: Option<f64>,
    /// By how many milliseconds that differs from now. Time errors only.
    pub difference_ms: Option<f64>,
    /// How many milliseconds old the delivery is, negative if it is ahead. Time errors only.
    pub age_ms: Option<f64>,
}

impl From<hookseal::Verified> for Verified {
    fn from(verified: hookseal::Verified) -> Self {
        Self {
            timestamp: time::to_js(verified.timestamp),
            // A verifier has at most 16 secrets.
            secret_index: u32::try_from(verified.secret_index).unwrap_or(u32::MAX),
        }
    }
}

impl From<VerifyError> for Fault {
    #[allow(clippy::cast_precision_loss)] // exact for all but absurd clocks
    fn from(error: VerifyError) -> Self {
        Self {
            code: Some(error.code().as_str()),
            message: error.to_string(),
            timestamp: error.timestamp().map(time::to_js),
            difference_ms: error.difference_ms().map(|difference_ms| difference_ms as f64),
            age_ms: error.age_ms().map(|age_ms| age_ms as f64),
        }
    }
}

/// Why a delivery was refused: the place of the fault in [`fixed_faults`], as a negative number that
/// begins with -1, or the fault. Making an object takes longer than hashing half a kilobyte.
pub(crate) fn refusal(error: VerifyError) -> Either<f64, Fault> {
    match error.fixed_index().and_then(|index| i32::try_from(index).ok()) {
        Some(index) => Either::A(f64::from(-1 - index)),
        None => Either::B(error.into()),
    }
}

/// The faults that are the same for every delivery.
#[napi]
#[must_use]
pub fn fixed_faults() -> Vec<Fault> {
    VerifyError::FIXED.map(Fault::from).into()
}

impl From<ConfigError> for Fault {
    fn from(error: ConfigError) -> Self {
        Self {
            code: Some(error.code().as_str()),
            message: error.to_string(),
            timestamp: None,
            difference_ms: None,
            age_ms: None,
        }
    }
}

impl From<TimestampOutOfRange> for Fault {
    fn from(error: TimestampOutOfRange) -> Self {
        Self::of_arguments(error.to_string())
    }
}

impl From<ResponseError> for Fault {
    fn from(error: ResponseError) -> Self {
        Self::of_arguments(error.to_string())
    }
}

impl Fault {
    fn of_arguments(message: String) -> Self {
        Self { code: None, message, timestamp: None, difference_ms: None, age_ms: None }
    }
}

/// Converts a result to one of the two values that JavaScript gets.
pub(crate) fn either<T, E, A: From<T>, B: From<E>>(result: Result<T, E>) -> Either<A, B> {
    match result {
        Ok(value) => Either::A(value.into()),
        Err(error) => Either::B(error.into()),
    }
}
