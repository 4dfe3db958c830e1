//! `Retry-After`: the pause that the application asks for.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// The longest pause that the application may ask for.
const MAX: Duration = Duration::from_hours(1);

/// Reads the header, in seconds or as a date. A date counts from the answer's own `Date`, so no other clock matters.
#[must_use]
pub fn read(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let date =
        |name| text(name).and_then(|text| rfc2822::parse(text).ok()).map(|date| date.timestamp());
    let seconds = match text(RETRY_AFTER)?.parse::<u64>() {
        Ok(seconds) => seconds,
        Err(_) => seconds_between(date(DATE)?, date(RETRY_AFTER)?)?,
    };
    Some(Duration::from_secs(seconds).min(MAX))
}

fn seconds_between(from: Timestamp, to: Timestamp) -> Option<u64> {
    u64::try_from(to.as_second().checked_sub(from.as_second())?).ok()
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn pause(retry_after: &'static str) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(retry_after));
        headers.insert(DATE, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        read(&headers).map(|pause| pause.as_secs())
    }

    #[test]
    fn seconds_or_a_date_up_to_an_hour() {
        assert_eq!(pause("0"), Some(0));
        assert_eq!(pause("120"), Some(120));
        assert_eq!(pause("Sun, 06 Nov 1994 08:50:07 GMT"), Some(30));
        assert_eq!(pause("86400"), Some(3600));
        assert_eq!(pause("Mon, 07 Nov 1994 08:49:37 GMT"), Some(3600));
    }

    #[test]
    fn anything_else_is_ignored() {
        for odd in ["", "-1", "soon", "99999999999999999999", "Sun, 06 Nov 1994 08:00:00 GMT"] {
            assert_eq!(pause(odd), None, "{odd}");
        }
    }
}
