//! One or two sentences about everything that was found.

use alloc::string::{String, ToString};

use super::Finding;
use super::verdict::Verdict;
use crate::error::ErrorCode;

/// `ruled_out` is the number of accidents that cannot explain the refusal.
pub(super) fn of(verdict: &Verdict, findings: &[Finding], ruled_out: usize) -> String {
    let mut summary = String::new();
    match verdict.error_code() {
        None => summary.push_str(&verdict.message()),
        Some(ErrorCode::SignatureMismatch) if findings.is_empty() => {
            summary.push_str("No signature matches, and none of ");
            summary.push_str(&ruled_out.to_string());
            summary.push_str(
                " known accidents explains it: most likely the secret is not this endpoint's.",
            );
        }
        Some(_) if findings.is_empty() => summary.push_str(&verdict.message()),
        Some(_) => {}
    }
    for finding in findings {
        if !summary.is_empty() {
            summary.push(' ');
        }
        summary.push_str(finding.message());
    }
    summary
}
