//! Reports failed attempts on standard error while deliveries are under way.

use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use indicatif::ProgressBar;

use super::answer::Answer;
use super::delivery::{Failure, Next};
use super::tally::Tally;

/// How many failures in a row have a line each. After that, one line a second sums them up, so that
/// thousands fill neither a screen nor the pipe of a program that reads them late.
const MAX_LINES: u32 = 20;

/// Before the first delay of this length, a hint says how to wait less.
const LONG_DELAY: Duration = Duration::from_secs(10);

/// Reports failed attempts.
#[derive(Debug)]
pub struct Live {
    progress: ProgressBar,
    /// The most attempts that a delivery may have.
    attempts: u32,
    /// How many more lines may be written before the next tick.
    lines: u32,
    /// The failures that the next tick sums up.
    unreported: Tally,
    hinted: bool,
}

impl Live {
    pub fn new(progress: ProgressBar, retries: u32) -> Self {
        Self {
            progress,
            attempts: retries + 1,
            lines: MAX_LINES,
            unreported: Tally::default(),
            hinted: false,
        }
    }

    pub fn failed(&mut self, failure: &Failure) {
        if self.lines == 0 || self.unreported.sum() > 0 {
            self.unreported.add(&failure.answer);
            return;
        }
        self.lines -= 1;
        self.line(&Line { failure, attempts: self.attempts });
        if matches!(failure.next, Next::Retry(delay) if delay >= LONG_DELAY) && !self.hinted {
            self.hinted = true;
            self.line(&"to wait less, use --retries 0 (a single attempt) or --time-scale 3600 (an hour takes a second)");
        }
    }

    /// Call this every second, and at the end.
    pub fn tick(&mut self) {
        if self.unreported.sum() == 0 {
            self.lines = MAX_LINES.min(self.lines + 1);
            return;
        }
        let failures = std::mem::take(&mut self.unreported);
        self.line(&format_args!("{} more attempts failed: {failures}", failures.sum()));
    }

    fn line(&self, text: &dyn fmt::Display) {
        // A reader may close the pipe early.
        self.progress.suspend(|| {
            let _ = writeln!(io::stderr(), "{text}");
        });
    }
}

struct Line<'f> {
    failure: &'f Failure,
    attempts: u32,
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { sent, kind, attempt, answer, fault, next } = self.failure;
        if kind.is_bad() {
            write!(f, "{} ", kind.name())?;
        }
        let id = sent.event.id.as_deref().unwrap_or("the payload");
        write!(f, "{}: attempt {attempt} of {}: {answer}", id.escape_debug(), self.attempts)?;
        match fault {
            Some(fault) => write!(f, " ({fault})")?,
            None if *answer == Answer::Dropped => f.write_str(" on purpose")?,
            None => {}
        }
        match next {
            Next::Retry(delay) => {
                write!(f, "; next in {}", humantime::format_duration(coarse(*delay)))
            }
            Next::End(_) if kind.is_bad() && answer.is_from_endpoint() => {
                f.write_str("; must be 400")
            }
            Next::End(_) => f.write_str("; gave up"),
        }
    }
}

/// Rounds down to what a person wants to know: whole seconds, or whole milliseconds if it is short.
fn coarse(delay: Duration) -> Duration {
    if delay >= LONG_DELAY {
        Duration::from_secs(delay.as_secs())
    } else {
        Duration::from_millis(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX))
    }
}
