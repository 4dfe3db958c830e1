//! What `diagnose` found out, and how it is told.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Finding, FindingCode};

/// What [`diagnose`](super::diagnose) found out about a delivery.
///
/// It never contains a secret, a signature that was computed, or the payload. `Display` writes the
/// [`lines`](Self::lines).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    pub(super) code: &'static str,
    pub(super) findings: Vec<Finding>,
    pub(super) summary: String,
    pub(super) ruled_out: Vec<FindingCode>,
    pub(super) next_steps: &'static [&'static str],
}

impl Diagnosis {
    /// `ok`, or the code of the error that a verifier with these secrets and the default tolerance
    /// gives. It is `invalid_secret` if these secrets make no verifier.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// What explains the refusal, the most telling first. Several findings belong together: the
    /// signature matches once all of them are undone. Empty if nothing explains it, or if nothing
    /// is wrong.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// One or two sentences: what was found or, if nothing was, what was tried.
    #[must_use]
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The accidents that cannot explain the refusal: they did not happen, or undoing them gives no
    /// signature that matches. Empty if something was found.
    #[must_use]
    pub fn ruled_out(&self) -> &[FindingCode] {
        &self.ruled_out
    }

    /// What to check next, the most likely first. Empty if something was found, or if nothing is
    /// wrong.
    #[must_use]
    pub const fn next_steps(&self) -> &'static [&'static str] {
        self.next_steps
    }

    /// The diagnosis as text, for a terminal or a log: the code and the summary, then what to do
    /// about each finding, or the next steps.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::from([[self.code, ": ", &self.summary].concat()]);
        for finding in &self.findings {
            lines.push([finding.code().as_str(), ": ", finding.advice()].concat());
        }
        lines.extend(self.next_steps.iter().map(|step| ["next: ", step].concat()));
        lines
    }

    /// The diagnosis in one line, to add to the log line of a refusal, which says the code and its
    /// message already: every finding with its advice or, if there is none, what was tried and what
    /// to check first. `None` if there is nothing to add.
    #[must_use]
    pub fn log_line(&self) -> Option<String> {
        let mut parts = Vec::new();
        for finding in &self.findings {
            parts.extend([finding.code().as_str(), ": ", finding.message(), " "]);
            parts.extend([finding.advice(), " "]);
        }
        if !self.ruled_out.is_empty() {
            parts.extend([&self.summary, " "]);
        }
        parts.extend(self.next_steps.first());
        let line = parts.concat();
        let line = line.trim_end();
        (!line.is_empty()).then(|| line.into())
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().join("\n"))
    }
}
