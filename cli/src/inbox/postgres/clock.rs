//! Times: ms since the epoch, by the server's clock.

use std::time::Duration;

use jiff::Timestamp;

/// The server's time in SQL: when this expression is evaluated, not when the transaction began.
macro_rules! now {
    () => {
        "floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
    };
}
pub(super) use now;

/// Begins a statement for which the time stands still.
macro_rules! clock {
    () => {
        concat!("WITH clock AS MATERIALIZED (SELECT ", super::clock::now!(), " AS now)")
    };
}
pub(super) use clock;

/// Longer than anything lasts, and short enough to be added to a time.
const FOREVER: i64 = i64::MAX / 4;

/// A duration as a parameter.
pub(super) fn ms(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(FOREVER).min(FOREVER)
}

/// A time from a row.
pub(super) fn time(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(if ms < 0 { Timestamp::MIN } else { Timestamp::MAX })
}
