//! Says why a delivery is refused.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::buffer::items;
use crate::memory::{self, Memory};
use crate::{INTERNAL_ERROR, time};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Diagnosis<'a> {
    code: &'static str,
    findings: Vec<Finding<'a>>,
    summary: &'a str,
    ruled_out: Vec<&'static str>,
    next_steps: &'a [&'static str],
    log_line: Option<String>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    message: &'a str,
    advice: &'a str,
}

impl<'a> From<&'a hookseal::Diagnosis> for Diagnosis<'a> {
    fn from(diagnosis: &'a hookseal::Diagnosis) -> Self {
        Self {
            code: diagnosis.code(),
            findings: diagnosis.findings().iter().map(Finding::from).collect(),
            summary: diagnosis.summary(),
            ruled_out: diagnosis.ruled_out().iter().map(|code| code.as_str()).collect(),
            next_steps: diagnosis.next_steps(),
            log_line: diagnosis.log_line(),
        }
    }
}

impl<'a> From<&'a hookseal::Finding> for Finding<'a> {
    fn from(finding: &'a hookseal::Finding) -> Self {
        Self { code: finding.code().as_str(), message: finding.message(), advice: finding.advice() }
    }
}

/// The length of the diagnosis. The list has the payload, the header, which does not count if
/// `has_header` is 0, and the secrets.
#[unsafe(no_mangle)]
pub extern "C" fn diagnose(list: usize, has_header: u32, now: f64) -> f64 {
    memory::with(|Memory { buffer, answer, .. }| {
        let Some(arguments) = buffer.argument(list) else { return INTERNAL_ERROR };
        let mut items = items(arguments);
        let (Some(payload), Some(header)) = (items.next(), items.next()) else {
            return INTERNAL_ERROR;
        };
        let header = (has_header != 0).then_some(header);
        let secrets: Vec<&[u8]> = items.collect();
        let diagnosis = hookseal::diagnose(payload, header, &secrets, time::from_js(now));
        buffer.wipe(list);
        answer.set(&Diagnosis::from(&diagnosis))
    })
}
