//! When a delivery that was not answered 200 is sent again.

use std::time::Duration;

/// The first delay. Twelve delays, each twice as long as the one before, add up to three days.
const FIRST_DELAY: f64 = 259_200.0 / 4095.0;

/// The retries, in simulated and in real time.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    pub retries: u32,
    pub time_scale: f64,
}

impl Schedule {
    /// The simulated delay after the attempt with this number, from 0; `None` after the last.
    pub fn delay(self, attempt: u32) -> Option<Duration> {
        (attempt < self.retries)
            .then(|| Duration::from_secs_f64(FIRST_DELAY).mul_f64(2f64.powf(attempt.into())))
    }

    /// The real time to wait for a simulated delay.
    pub fn real(self, simulated: Duration) -> Duration {
        Duration::try_from_secs_f64(simulated.as_secs_f64() / self.time_scale)
            .unwrap_or(Duration::MAX)
    }
}
