//! Which events a handler of a router is for.

use hookseal::{EventPattern, PatternError};
use napi_derive::napi;

/// What is wrong with a pattern, or null.
#[napi(catch_unwind)]
#[must_use]
pub fn pattern_fault(pattern: String) -> Option<&'static str> {
    EventPattern::new(&pattern).err().map(PatternError::message)
}

/// Whether an event of this name matches the pattern, in which nothing is wrong.
#[napi(catch_unwind)]
#[must_use]
pub fn event_matches(pattern: String, name: String) -> bool {
    EventPattern::new(&pattern).is_ok_and(|pattern| pattern.matches(&name))
}
