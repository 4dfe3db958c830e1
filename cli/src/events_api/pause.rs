//! How long to wait before the next try.

use std::time::Duration;

use reqwest::header::HeaderMap;

use crate::forward::retry_after;

/// A page is asked for at most so many times; with the pauses below, that takes 2 to 4 minutes.
pub const MAX_TRIES: u32 = 8;
const BASE: Duration = Duration::from_secs(1);
const MAX_PAUSE: Duration = Duration::from_mins(1);
/// A longer `Retry-After` is cut to this.
const MAX_RETRY_AFTER: Duration = Duration::from_mins(5);

/// The pause after so many tries. It doubles each time; half of it is random, so that clients that failed together
/// do not come back together.
pub fn after(tries: u32) -> Duration {
    let exponential = BASE.saturating_mul(1 << tries.saturating_sub(1).min(10)).min(MAX_PAUSE);
    exponential.mul_f64(0.5 + fastrand::f64() / 2.0)
}

/// The pause that the API asks for.
pub fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    retry_after::read(headers).map(|pause| pause.min(MAX_RETRY_AFTER))
}
