//! Milliseconds, which are doubles in JavaScript.

/// An instant from JavaScript: whole, as the face has made sure. Any other number saturates, which
/// can only refuse.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn from_js(milliseconds: f64) -> i64 {
    milliseconds as i64
}

/// A timestamp of a header: at most 15 digits, which a double holds exactly.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn to_js(timestamp: i64) -> f64 {
    timestamp as f64
}
