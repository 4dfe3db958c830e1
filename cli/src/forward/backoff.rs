//! The pauses between the attempts of an event: exponential up to a cap, with jitter.

use std::time::Duration;

/// Each pause is twice the last one, up to this many times the first one.
const CAP: u32 = 1 << 14;

/// By how much jitter changes a pause, either way, so that events which failed together do not come back together.
const JITTER: f64 = 0.25;

/// When the attempts of an event take place.
#[derive(Clone, Debug)]
pub struct Backoff {
    max_attempts: u32,
    first_pause: Duration,
}

impl Backoff {
    /// At most `max_attempts`, spread over `retry_for`: without jitter, the pauses add up to it.
    #[must_use]
    pub fn new(max_attempts: u32, retry_for: Duration) -> Self {
        let pauses = 1..max_attempts;
        let weights: f64 = pauses.map(|attempt| f64::from(weight(attempt))).sum();
        Self { max_attempts, first_pause: retry_for.div_f64(weights.max(1.0)) }
    }

    /// The pause after this attempt, without jitter; `None` after the last one. The first attempt is 1.
    #[must_use]
    pub fn pause(&self, attempt: u32) -> Option<Duration> {
        (attempt < self.max_attempts).then(|| self.first_pause * weight(attempt))
    }

    /// The pause after this attempt, with jitter.
    #[must_use]
    pub fn jittered(&self, attempt: u32) -> Option<Duration> {
        let factor = 1.0 + JITTER * (2.0 * fastrand::f64() - 1.0);
        self.pause(attempt).map(|pause| pause.mul_f64(factor))
    }
}

fn weight(attempt: u32) -> u32 {
    1_u32.checked_shl(attempt.saturating_sub(1)).map_or(CAP, |weight| weight.clamp(1, CAP))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_hours(24);

    fn pauses(backoff: &Backoff) -> Vec<Duration> {
        (1..).map_while(|attempt| backoff.pause(attempt)).collect()
    }

    #[test]
    fn the_default_is_25_attempts_over_3_days() {
        let pauses = pauses(&Backoff::new(25, 3 * DAY));
        assert_eq!(pauses.len(), 24);
        let sum: Duration = pauses.iter().sum();
        assert!((sum.as_secs_f64() / (3 * DAY).as_secs_f64() - 1.0).abs() < 0.01, "{sum:?}");
        assert!(pauses.is_sorted(), "{pauses:?}");
        assert!(pauses.first().is_some_and(|first| *first < Duration::from_secs(2)), "{pauses:?}");
        assert!(pauses.last().is_some_and(|last| *last < DAY / 3), "{pauses:?}");
    }

    #[test]
    fn the_settings_scale_it() {
        for (attempts, retry_for) in [(2, DAY), (5, DAY / 1000), (1000, 90 * DAY)] {
            let pauses = pauses(&Backoff::new(attempts, retry_for));
            assert_eq!(pauses.len(), attempts as usize - 1);
            let sum: Duration = pauses.iter().sum();
            assert!((sum.as_secs_f64() / retry_for.as_secs_f64() - 1.0).abs() < 0.01, "{sum:?}");
        }
        assert_eq!(pauses(&Backoff::new(1, DAY)), []);
    }

    #[test]
    fn jitter_spreads_within_a_quarter() {
        let backoff = Backoff::new(2, Duration::from_secs(100));
        let pauses: Vec<_> = (0..1000).filter_map(|_| backoff.jittered(1)).collect();
        assert_eq!(pauses.len(), 1000);
        assert!(pauses.iter().all(|pause| (75..=125).contains(&pause.as_secs())), "{pauses:?}");
        assert!(pauses.iter().any(|pause| pause.as_secs() < 85), "nothing early");
        assert!(pauses.iter().any(|pause| pause.as_secs() > 115), "nothing late");
    }
}
