//! What goes wrong, told on standard error while it happens.

use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use indicatif::ProgressBar;

use crate::answer::Answer;
use crate::delivery::{Failure, Next};
use crate::tally::Tally;

/// How many failures in a row are told one by one. Then one line a second sums them up, so that
/// thousands fill neither a screen nor the pipe of a program that reads them late.
const LINES: u32 = 20;

/// From this delay on, a person who waits is told how not to.
const LONG: Duration = Duration::from_secs(10);

/// Tells of failed attempts.
#[derive(Debug)]
pub struct Live {
    progress: ProgressBar,
    /// How many attempts a delivery has.
    attempts: u32,
    /// How many lines may be written before the next second.
    lines: u32,
    /// What is to be summed up.
    held: Tally,
    hinted: bool,
}

impl Live {
    pub fn new(progress: ProgressBar, retries: u32) -> Self {
        Self {
            progress,
            attempts: retries + 1,
            lines: LINES,
            held: Tally::default(),
            hinted: false,
        }
    }

    pub fn failed(&mut self, failure: &Failure) {
        if self.lines == 0 || self.held.sum() > 0 {
            self.held.add(&failure.answer);
            return;
        }
        self.lines -= 1;
        self.line(&Line { failure, attempts: self.attempts });
        if matches!(failure.next, Next::Retry(delay) if delay >= LONG) && !self.hinted {
            self.hinted = true;
            self.line(&"to wait less: --retries 0 tries once, --time-scale 3600 makes a second of an hour");
        }
    }

    /// To be called every second, and at the end.
    pub fn tick(&mut self) {
        if self.held.sum() == 0 {
            self.lines = LINES.min(self.lines + 1);
            return;
        }
        let held = std::mem::take(&mut self.held);
        self.line(&format_args!("{} more attempts failed: {held}", held.sum()));
    }

    fn line(&self, text: &dyn fmt::Display) {
        // Whoever reads it may stop reading.
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
            Next::End(_) if kind.is_bad() && matches!(answer, Answer::Status(..)) => {
                f.write_str("; must be 400")
            }
            Next::End(_) => f.write_str("; gave up"),
        }
    }
}

/// As exact as a person wants it: without the fractions of a second, or of a millisecond.
fn coarse(delay: Duration) -> Duration {
    if delay >= LONG {
        Duration::from_secs(delay.as_secs())
    } else {
        Duration::from_millis(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX))
    }
}
