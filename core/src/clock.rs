//! The system clock, the only outside input that the core reads.

#[cfg(feature = "std")]
use std::time::{SystemTime, UNIX_EPOCH};

/// Where a check gets the current time. The system clock is read only if a rule needs it.
#[derive(Clone, Copy)]
pub(crate) enum Clock {
    #[cfg(feature = "std")]
    System,
    /// Milliseconds since the Unix epoch. Any value is allowed, for tests and stored deliveries.
    Fixed(i64),
}

impl Clock {
    pub(crate) fn now_ms(self) -> i64 {
        match self {
            Self::Fixed(now_ms) => now_ms,
            #[cfg(feature = "std")]
            Self::System => system_now_ms(),
        }
    }
}

/// The time of the system clock, in milliseconds since the Unix epoch.
#[cfg(feature = "std")]
#[must_use]
pub fn system_now_ms() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms| -ms),
    }
}
