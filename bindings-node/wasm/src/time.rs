//! Converts milliseconds, which are doubles in JavaScript.

/// An instant from JavaScript. The caller has checked that it is whole. A number too large for
/// `i64` saturates, and so far from any timestamp it can only cause a refusal.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn from_js(milliseconds: f64) -> i64 {
    milliseconds as i64
}

/// The timestamp of a header. It has at most 15 digits, which a double holds exactly.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn to_js(timestamp: i64) -> f64 {
    timestamp as f64
}
