//! Points in time, as flags.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::values::duration;
use crate::outcome::Fault;

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

/// Checks that a range of times is not empty.
///
/// # Errors
///
/// [`Fault::Usage`], with the flags and the cure.
pub fn check_range(since: Option<Timestamp>, until: Option<Timestamp>) -> Result<(), Fault> {
    match (since, until) {
        (Some(since), Some(until)) if since >= until => {
            let cure = "give an --until that is later than --since";
            Err(Fault::Usage(format!("--until {until} is not after --since {since}; {cure}")))
        }
        _ => Ok(()),
    }
}

fn ago(duration: Duration) -> Option<Timestamp> {
    Timestamp::now().checked_sub(SignedDuration::try_from(duration).ok()?).ok()
}
