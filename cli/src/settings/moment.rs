//! Points in time, as flags.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::values::duration;

/// Reads a time, `2026-11-01T00:00Z`, or how long ago it was, `3d`; also `now`.
///
/// # Errors
///
/// A message that says what a time looks like; clap names the flag and the value.
pub fn moment(text: &str) -> Result<Timestamp, String> {
    if text == "now" {
        return Ok(Timestamp::now());
    }
    let time = text.parse().ok().or_else(|| ago(duration(text).ok()?));
    time.ok_or_else(|| {
        "it must be a time such as 2026-11-01T00:00Z, or how long ago it was, such as 3d".to_owned()
    })
}

fn ago(duration: Duration) -> Option<Timestamp> {
    Timestamp::now().checked_sub(SignedDuration::try_from(duration).ok()?).ok()
}
