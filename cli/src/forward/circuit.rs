//! Spares the attempts of events while the application is down.
//!
//! After several attempts in a row that did not reach it, one event at a time is tried, with pauses, until an attempt
//! reaches it. So an outage costs the attempts of a few events, not those of every event that waits.

use std::time::{Duration, Instant};

/// How many attempts in a row must fail to reach the application before it counts as down.
const THRESHOLD: u32 = 5;

/// The pause before the first probe. It doubles with each probe that fails.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause between probes, and so about how long a recovery may go unnoticed.
const MAX_PAUSE: Duration = Duration::from_secs(30);

/// Whether the application counts as down.
#[derive(Debug)]
pub struct Circuit {
    failures: u32,
    down: Option<Down>,
    time_scale: f64,
}

#[derive(Debug)]
struct Down {
    probe_at: Instant,
    pause: Duration,
}

/// What an attempt changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The application counts as down now.
    Opened,
    /// The application was reached again.
    Closed,
}

impl Circuit {
    /// The pauses are divided by `time_scale`.
    #[must_use]
    pub fn new(time_scale: f64) -> Self {
        Self { failures: 0, down: None, time_scale }
    }

    /// How many more attempts may start now, if `slots` can be under way and `busy` of them are.
    #[must_use]
    pub fn free(&self, slots: usize, busy: usize, now: Instant) -> usize {
        match &self.down {
            None => slots.saturating_sub(busy),
            Some(down) if busy == 0 && now >= down.probe_at => 1,
            Some(_) => 0,
        }
    }

    /// When the next probe may start, if the application counts as down.
    #[must_use]
    pub fn probe_at(&self) -> Option<Instant> {
        self.down.as_ref().map(|down| down.probe_at)
    }

    /// Takes note of whether an attempt reached the application.
    pub fn record(&mut self, reached: bool, now: Instant) -> Option<Change> {
        if reached {
            self.failures = 0;
            return self.down.take().map(|_| Change::Closed);
        }
        self.failures = self.failures.saturating_add(1);
        match &mut self.down {
            // Attempts that were under way when it opened may still fail before the probe is due. They are old news.
            Some(down) if now >= down.probe_at => {
                down.pause = (down.pause * 2).min(MAX_PAUSE.div_f64(self.time_scale));
                down.probe_at = now + down.pause;
                None
            }
            None if self.failures >= THRESHOLD => {
                let pause = FIRST_PAUSE.div_f64(self.time_scale);
                self.down = Some(Down { probe_at: now + pause, pause });
                Some(Change::Opened)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn opened(now: Instant) -> Circuit {
        let mut circuit = Circuit::new(1.0);
        let changes: Vec<_> = (0..THRESHOLD).filter_map(|_| circuit.record(false, now)).collect();
        assert_eq!(changes, [Change::Opened]);
        circuit
    }

    #[test]
    fn failures_in_a_row_open_it_and_others_do_not() {
        let now = Instant::now();
        let mut circuit = Circuit::new(1.0);
        for attempt in 0..100 {
            assert_eq!(circuit.record(attempt % 4 == 0, now), None);
        }
        assert_eq!(circuit.free(16, 3, now), 13);
        assert_eq!(opened(now).free(16, 0, now), 0);
    }

    #[test]
    fn one_probe_at_a_time_with_growing_pauses() {
        let mut now = Instant::now();
        let mut circuit = opened(now);
        let mut pauses = Vec::new();
        for _ in 0..7 {
            let probe_at = circuit.probe_at().unwrap_or(now);
            pauses.push((probe_at - now).as_secs());
            now = probe_at;
            assert_eq!((circuit.free(16, 0, now), circuit.free(16, 1, now)), (1, 0));
            assert_eq!(circuit.record(false, now), None);
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
    }

    #[test]
    fn attempts_that_were_under_way_do_not_lengthen_the_pause() {
        let now = Instant::now();
        let mut circuit = opened(now);
        for _ in 0..15 {
            circuit.record(false, now);
        }
        assert_eq!(circuit.free(16, 0, now + SECOND), 1);
    }

    #[test]
    fn one_success_closes_it() {
        let now = Instant::now();
        let mut circuit = opened(now);
        assert_eq!(circuit.record(true, now), Some(Change::Closed));
        assert_eq!(circuit.free(16, 0, now), 16);
        assert_eq!(circuit.record(false, now), None);
    }
}
