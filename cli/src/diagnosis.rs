//! What the core says about a refused delivery, as JSON: for `hookseal diagnose --json` and `hookseal listen --json`.

use hookseal::{Diagnosis, FindingCode};
use serde_json::{Value, json};

/// The whole of it, as one object.
pub fn json(diagnosis: &Diagnosis) -> Value {
    let findings = diagnosis.findings().iter().map(|finding| {
        json!({
            "code": finding.code().as_str(),
            "message": finding.message(),
            "advice": finding.advice(),
        })
    });
    let ruled_out = diagnosis.ruled_out().iter().copied().map(FindingCode::as_str);
    json!({
        "code": diagnosis.code(),
        "findings": findings.collect::<Vec<_>>(),
        "summary": diagnosis.summary(),
        "ruled_out": ruled_out.collect::<Vec<_>>(),
        "next_steps": diagnosis.next_steps(),
    })
}
