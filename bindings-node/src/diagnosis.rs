//! Says why a delivery is refused.

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::time;

/// What explains a refusal.
#[napi(object, object_from_js = false, use_nullable = true)]
#[derive(Debug)]
pub struct Diagnosis {
    /// The core's code of the refusal, or `ok`.
    pub code: &'static str,
    /// What explains it, the most telling first.
    pub findings: Vec<Finding>,
    /// The same in one or two sentences.
    pub summary: String,
    /// The codes of what cannot explain it.
    pub ruled_out: Vec<&'static str>,
    /// What to check next, the most likely first.
    pub next_steps: Vec<&'static str>,
    /// What it adds to the log line of a refusal.
    pub log_line: Option<String>,
}

/// One accident that explains it.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Finding {
    /// The core's code of the accident.
    pub code: &'static str,
    /// What happened.
    pub message: String,
    /// What to do.
    pub advice: String,
}

impl From<hookseal::Diagnosis> for Diagnosis {
    fn from(diagnosis: hookseal::Diagnosis) -> Self {
        Self {
            code: diagnosis.code(),
            findings: diagnosis.findings().iter().map(Finding::from).collect(),
            summary: diagnosis.summary().to_string(),
            ruled_out: diagnosis.ruled_out().iter().map(|code| code.as_str()).collect(),
            next_steps: diagnosis.next_steps().to_vec(),
            log_line: diagnosis.log_line(),
        }
    }
}

impl From<&hookseal::Finding> for Finding {
    fn from(finding: &hookseal::Finding) -> Self {
        Self {
            code: finding.code().as_str(),
            message: finding.message().to_string(),
            advice: finding.advice().to_string(),
        }
    }
}

/// Says why a delivery is refused. The secrets may be such as no verifier takes. `now` is in
/// milliseconds.
#[napi(catch_unwind)]
#[must_use]
pub fn diagnose(
    payload: &[u8],
    header: Option<String>,
    secrets: Vec<Uint8Array>,
    now: f64,
) -> Diagnosis {
    let header = header.as_deref().map(str::as_bytes);
    hookseal::diagnose(payload, header, &secrets, time::from_js(now)).into()
}
