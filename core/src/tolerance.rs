//! How far a timestamp may differ from now.

use core::time::Duration;

use crate::error::{ConfigError, VerifyError};

/// The default tolerance: 180 seconds in either direction, as `WorkOS` recommends.
pub const DEFAULT_TOLERANCE: Duration = Duration::from_secs(180);

/// One day. A larger number is probably in milliseconds, and would not protect against replay.
const MAX_SECONDS: f64 = 86_400.0;

/// A checked tolerance in whole milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tolerance(u64);

impl Tolerance {
    #[cfg(feature = "diagnose")]
    pub(crate) const DEFAULT: Self = Self(DEFAULT_TOLERANCE.as_secs() * 1000);

    pub(crate) fn from_seconds(seconds: f64) -> Result<Self, ConfigError> {
        // Not `seconds < 0.0 ||`: NaN must fail as well.
        if !(0.0..=MAX_SECONDS).contains(&seconds) {
            return Err(ConfigError::InvalidTolerance { seconds });
        }
        // Rounds to the nearest; `f64::round` is not in `core`.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the range was checked
        let milliseconds = (seconds * 1000.0 + 0.5) as u64;
        Ok(Self(milliseconds))
    }

    /// A timestamp exactly at either bound is accepted.
    pub(crate) fn check(self, timestamp: i64, now_ms: i64) -> Result<(), VerifyError> {
        let difference_ms = timestamp.abs_diff(now_ms);
        if difference_ms <= self.0 {
            Ok(())
        } else if timestamp < now_ms {
            Err(VerifyError::TimestampTooOld { timestamp, difference_ms })
        } else {
            Err(VerifyError::TimestampInFuture { timestamp, difference_ms })
        }
    }
}
