//! Durations and sizes, as flags.

use std::time::Duration;

/// Reads `30s`, `500ms`, `15m`, `3d` or `90d`.
///
/// # Errors
///
/// A message that says what a duration looks like; clap names the flag and the value.
pub fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text)
        .map_err(|_| "it must be a duration such as 500ms, 30s, 15m, 3d".to_owned())
}
