//! Says why a delivery is refused.

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::time;

/// What explains a refusal.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Diagnosis {
    /// The core's code of the refusal, or `ok`.
    pub code: &'static str,
    pub findings: Vec<Finding>,
    pub summary: String,
    pub ruled_out: Vec<&'static str>,
    pub next_steps: Vec<&'static str>,
    /// The whole diagnosis as text, for a log.
    pub lines: Vec<String>,
}

/// One accident that explains it.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Finding {
    pub code: &'static str,
    pub message: String,
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
            lines: diagnosis.lines(),
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
