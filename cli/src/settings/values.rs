//! Durations and URLs, as flags. Each message says what the value must be; the report of the fault names the
//! flag, or the variable that the value came from.

use std::time::Duration;

use reqwest::Url;

/// Longer than anything that is waited for or kept.
const MAX_DURATION: Duration = Duration::from_hours(3650 * 24);

/// Reads `30s`, `500ms`, `15m`, `3d` or `90d`.
///
/// # Errors
///
/// A message that says what a duration looks like; the report names the flag and the value.
pub fn duration(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(duration) if duration.is_zero() => Err("it must be longer than zero".to_owned()),
        Ok(duration) if duration > MAX_DURATION => Err("it must be at most 3650d".to_owned()),
        Ok(duration) => Ok(duration),
        Err(_) => Err("it must be a duration such as 500ms, 30s, 15m or 3d".to_owned()),
    }
}

/// Reads the URL of an endpoint, `http://127.0.0.1:8000/webhooks`.
///
/// # Errors
///
/// A message that says what it must be like.
pub fn endpoint(text: &str) -> Result<Url, String> {
    let url: Url = text
        .parse()
        .map_err(|error| format!("{error}; it must be like http://127.0.0.1:8000/webhooks"))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        other => Err(format!("it begins with {other}:, and must begin with http:// or https://")),
    }
}
