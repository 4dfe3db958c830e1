//! Findings about the time of a genuine signature.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::search::Match;
use super::{Finding, FindingCode};
use crate::error::VerifyError;
use crate::tolerance::Tolerance;

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// `WorkOS` retries for up to three days.
const LAST_RETRY: u64 = 3 * DAY;

/// Time zones differ by multiples of this, and by 14 hours at most.
const TIME_ZONE_STEP: u64 = HOUR / 2;
const MAX_TIME_ZONE: u64 = 14 * HOUR;
/// How far a delivery may be from such a multiple to look like a wrong time zone.
const DELAY: u64 = MINUTE;

/// Today's time in seconds, read as milliseconds, falls before this.
const MAX_SECONDS: i64 = 100_000_000_000;

pub(super) fn findings(found: &Match, tolerance: Option<Tolerance>, now_ms: i64) -> Vec<Finding> {
    let Some(tolerance) = tolerance else { return Vec::new() };
    match tolerance.check(found.timestamp, now_ms) {
        Err(VerifyError::TimestampTooOld { .. }) if found.is_in_seconds => {
            Vec::from([FindingCode::HeaderTimestampSeconds.into()])
        }
        Err(VerifyError::TimestampTooOld { difference_ms, .. }) => too_old(difference_ms),
        Err(VerifyError::TimestampInFuture { difference_ms, .. }) => {
            let detail = if (1..MAX_SECONDS).contains(&now_ms) {
                " The time that was given as now is in seconds, but milliseconds are expected."
                    .into()
            } else {
                [" It is behind by ", &duration(difference_ms), "."].concat()
            };
            Vec::from([with_detail(FindingCode::ClockBehind, &detail)])
        }
        _ => Vec::new(),
    }
}

/// Why a delivery is old cannot be proved, so what is possible is listed, the likely first.
fn too_old(difference: u64) -> Vec<Finding> {
    let age = duration(difference);
    let signed = [" It was signed ", &age, " ago."].concat();
    if difference > LAST_RETRY {
        return Vec::from([with_detail(FindingCode::DeliveryReplayed, &signed)]);
    }
    let ahead = [" If so, it is ahead by ", &age, "."].concat();
    let mut findings = Vec::from([
        with_detail(FindingCode::DeliveryRetried, &signed),
        with_detail(FindingCode::ClockAhead, &ahead),
    ]);
    let beyond = (difference + DELAY) % TIME_ZONE_STEP;
    let is_time_zone = (DELAY + 1..=MAX_TIME_ZONE + DELAY).contains(&difference);
    if beyond <= 2 * DELAY && is_time_zone {
        findings.reverse();
    }
    findings
}

fn with_detail(code: FindingCode, detail: &str) -> Finding {
    Finding::with_message(code, [code.message(), detail].concat())
}

/// The two largest units of a duration: `1 h 2 min`.
fn duration(ms: u64) -> String {
    let units = [(DAY, " d"), (HOUR, " h"), (MINUTE, " min"), (SECOND, " s"), (1, " ms")];
    let largest = units.iter().position(|&(unit, _)| ms >= unit).unwrap_or(units.len() - 1);
    let mut rest = ms;
    let mut text = String::new();
    for &(unit, name) in units.iter().skip(largest).take(2) {
        if rest >= unit {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&(rest / unit).to_string());
            text.push_str(name);
            rest %= unit;
        }
    }
    text
}
