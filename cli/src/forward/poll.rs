//! When to ask the inbox for events again.

use std::time::Duration;

/// The pause after events came, but fewer than asked for; it doubles while none come.
const MIN: Duration = Duration::from_millis(5);

/// The longest pause, and so about how long a new event waits in a quiet inbox.
const MAX: Duration = Duration::from_millis(200);

/// The longest pause while the store fails.
const MAX_AFTER_ERRORS: Duration = Duration::from_secs(5);

/// The pauses between claims.
#[derive(Debug, Default)]
pub struct Poll {
    idle: Duration,
    failing: Duration,
}

impl Poll {
    /// The pause after a claim that got `got` of the `asked` events.
    pub fn after(&mut self, got: usize, asked: usize) -> Duration {
        self.failing = Duration::ZERO;
        self.idle = match got {
            0 => (self.idle * 2).clamp(MIN, MAX),
            got if got < asked => MIN,
            _ => Duration::ZERO,
        };
        self.idle
    }

    /// The pause after a claim that failed.
    pub fn after_error(&mut self) -> Duration {
        self.failing = (self.failing * 2).clamp(MAX, MAX_AFTER_ERRORS);
        self.failing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiet_inbox_is_asked_five_times_a_second_and_a_busy_one_at_once() {
        let mut poll = Poll::default();
        assert_eq!(poll.after(16, 16), Duration::ZERO);
        assert_eq!(poll.after(3, 16), MIN);
        let pauses: Vec<_> = (0..10).map(|_| poll.after(0, 16)).collect();
        assert!(pauses.is_sorted() && pauses.last() == Some(&MAX), "{pauses:?}");
        assert_eq!(poll.after(1, 1), Duration::ZERO);
    }
}
