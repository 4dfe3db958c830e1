//! The log, on standard error: lines for people, or JSON for machines. It never contains a payload or a secret.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing_subscriber::EnvFilter;

use crate::outcome::Fault;

/// The variable of the level.
pub const LEVEL_VARIABLE: &str = "HOOKSEAL_LOG";

/// rustls reports every failed handshake, which any client can cause at any rate.
const DEFAULT_LEVEL: &str = "info,rustls=off,tokio_postgres=warn";

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// Starts the log. `HOOKSEAL_LOG` chooses the level, as in `debug` or `hookseal=debug,hyper=info`.
///
/// # Errors
///
/// [`Fault::Usage`] if `HOOKSEAL_LOG` is not a level.
pub fn start(json: bool) -> Result<(), Fault> {
    let level = std::env::var(LEVEL_VARIABLE).unwrap_or_default();
    let filter = filter(&level).ok_or_else(|| {
        Fault::Usage(format!(
            "{LEVEL_VARIABLE} is {level:?}, which is not a level: set it to off, error, warn, info, debug or trace"
        ))
    })?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none())
        .with_target(false);
    // Fails only if a log has been started before.
    let _ = if json { log.json().try_init() } else { log.try_init() };
    Ok(())
}

/// `EnvFilter` takes any word for the name of a module, so a misspelt level would silence the log.
fn filter(level: &str) -> Option<EnvFilter> {
    if level.trim().is_empty() {
        return EnvFilter::try_new(DEFAULT_LEVEL).ok();
    }
    let known = |directive: &str| {
        directive.contains(['=', '['])
            || LEVELS.iter().any(|level| level.eq_ignore_ascii_case(directive.trim()))
    };
    if level.split(',').all(known) { EnvFilter::try_new(level).ok() } else { None }
}

/// How often the lines that were left out are counted.
const REPORT_INTERVAL: Duration = Duration::from_secs(10);

/// Limits the lines of one kind to a few a second, so that a flood of requests is not a flood of lines.
#[derive(Debug)]
pub struct Throttle {
    lines_per_second: u32,
    kinds: Mutex<HashMap<&'static str, Second>>,
}

#[derive(Debug)]
struct Second {
    began: Instant,
    lines: u32,
    suppressed: u64,
}

impl Throttle {
    /// At most so many lines of each kind in a second.
    #[must_use]
    pub fn new(lines_per_second: u32) -> Self {
        Self { lines_per_second, kinds: Mutex::default() }
    }

    /// Whether a line of this kind may be written now. If not, it is counted.
    pub fn allows(&self, kind: &'static str) -> bool {
        self.allows_at(kind, Instant::now())
    }

    fn allows_at(&self, kind: &'static str, now: Instant) -> bool {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let second = kinds.entry(kind).or_insert(Second { began: now, lines: 0, suppressed: 0 });
        if now.saturating_duration_since(second.began) >= Duration::from_secs(1) {
            second.began = now;
            second.lines = 0;
        }
        if second.lines < self.lines_per_second {
            second.lines += 1;
            return true;
        }
        second.suppressed += 1;
        false
    }

    /// Reports how many lines were left out, as long as the program runs.
    pub async fn report(&self) {
        let mut interval = tokio::time::interval(REPORT_INTERVAL);
        loop {
            interval.tick().await;
            for (code, count) in self.take_suppressed() {
                tracing::warn!(code, count, "more of the same since the last report");
            }
        }
    }

    /// How many lines of each kind were suppressed since the last call.
    fn take_suppressed(&self) -> Vec<(&'static str, u64)> {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        kinds
            .iter_mut()
            .filter(|(_, second)| second.suppressed > 0)
            .map(|(kind, second)| (*kind, std::mem::take(&mut second.suppressed)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_no_level_is_refused_instead_of_silencing_the_log() {
        for level in ["", "debug", "INFO", "hookseal_cli=debug,hyper=info", "warn,hyper=off"] {
            assert!(filter(level).is_some(), "{level}");
        }
        for level in ["verbose", "debug,loud", "hookseal=loud"] {
            assert!(filter(level).is_none(), "{level}");
        }
    }

    #[test]
    fn a_flood_becomes_a_few_lines_and_a_count() {
        let throttle = Throttle::new(5);
        let now = Instant::now();
        let lines = (0..1000).filter(|_| throttle.allows_at("flood", now)).count();
        assert_eq!(lines, 5);
        assert!(throttle.allows_at("other", now));
        assert_eq!(throttle.take_suppressed(), [("flood", 995)]);
        assert!(throttle.take_suppressed().is_empty());
        assert!(throttle.allows_at("flood", now + Duration::from_secs(1)));
    }
}
