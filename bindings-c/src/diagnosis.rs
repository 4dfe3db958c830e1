//! `hookseal_diagnosis`.

use std::ffi::{CString, c_char};
use std::ptr;

use crate::bytes::{self, Bytes};
use crate::ffi_boundary::{clear_out, ffi_boundary, free};
use crate::status::Status;

/// What is wrong with a delivery. Immutable: threads may share it.
pub struct Diagnosis {
    code: CString,
    findings: Vec<Finding>,
    summary: CString,
    ruled_out: Vec<CString>,
    next_steps: Vec<CString>,
    text: CString,
}

struct Finding {
    code: CString,
    message: CString,
    advice: CString,
}

/// Says why a delivery is refused, for development and support. It tries again what usually goes wrong:
/// a payload that was parsed and serialised again, a secret in quotes, a header of another sender, a
/// wrong clock, or two of these at once. That takes far longer than to verify, so do not call it for
/// every request.
///
/// `payload`, `header` and `secrets` are as for hookseal_verify and hookseal_verifier_new. A secret may
/// also be one that hookseal_verifier_new refuses. `now_ms` (milliseconds since the Unix epoch) is the
/// current time.
///
/// On success `*out` is a diagnosis, also of a delivery that is refused; free it with
/// hookseal_diagnosis_free. On failure `*out` is null. Its texts are in UTF-8 and end with a NUL. They
/// belong to it and are valid until it is freed. They contain no secret, no signature and nothing of the
/// payload.
///
/// Can fail with HOOKSEAL_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnose(
    payload: *const u8,
    payload_len: usize,
    header: *const c_char,
    header_len: usize,
    secrets: *const Bytes,
    secret_count: usize,
    now_ms: i64,
    out: *mut *mut Diagnosis,
) -> Status {
    ffi_boundary(|| {
        // SAFETY: as the crate's documentation asks of every caller.
        unsafe {
            let out = clear_out(out)?;
            let payload = bytes::payload(payload, payload_len)?;
            let header = bytes::value(header, header_len)?;
            // One more than are allowed is enough to say that they are too many.
            let count = secret_count.min(hookseal_core::MAX_SECRETS + 1);
            let secrets = bytes::secrets(secrets, count)?;
            let diagnosis = hookseal_core::diagnose(payload, header, &secrets, now_ms);
            *out = Box::into_raw(Box::new(Diagnosis::new(&diagnosis)));
        }
        Ok(())
    })
}

/// "ok", or the code of the status that verifying the delivery returns with the usual tolerance. Null for
/// a null diagnosis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_code(diagnosis: *const Diagnosis) -> *const c_char {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { text(diagnosis, |diagnosis| Some(&diagnosis.code)) }
}

/// How many findings explain the refusal: 0 if none does, or if all is well. The first is the most
/// telling.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_finding_count(diagnosis: *const Diagnosis) -> usize {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { diagnosis.as_ref() }.map_or(0, |diagnosis| diagnosis.findings.len())
}

/// The stable code of a finding, the same in every language: "payload_newline_added", ... Null if there is
/// no finding with this index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_finding_code(
    diagnosis: *const Diagnosis,
    index: usize,
) -> *const c_char {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { text(diagnosis, |diagnosis| diagnosis.findings.get(index).map(|found| &found.code)) }
}

/// One sentence: what happened. Null if there is no finding with this index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_finding_message(
    diagnosis: *const Diagnosis,
    index: usize,
) -> *const c_char {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe {
        text(diagnosis, |diagnosis| diagnosis.findings.get(index).map(|found| &found.message))
    }
}

/// One sentence: what to do. Null if there is no finding with this index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_finding_advice(
    diagnosis: *const Diagnosis,
    index: usize,
) -> *const c_char {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { text(diagnosis, |diagnosis| diagnosis.findings.get(index).map(|found| &found.advice)) }
}

/// One or two sentences: what was found, or that nothing was. Null for a null diagnosis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_summary(diagnosis: *const Diagnosis) -> *const c_char {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { text(diagnosis, |diagnosis| Some(&diagnosis.summary)) }
}

/// The code of a finding that was tried in vain: with its index from 0, in order, until null follows. There
/// are none if something was found.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_ruled_out(
    diagnosis: *const Diagnosis,
    index: usize,
) -> *const c_char {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { text(diagnosis, |diagnosis| diagnosis.ruled_out.get(index)) }
}

/// One sentence: what to check next, with its index from 0, the most likely first, until null follows.
/// There are none if something was found.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_next_step(
    diagnosis: *const Diagnosis,
    index: usize,
) -> *const c_char {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { text(diagnosis, |diagnosis| diagnosis.next_steps.get(index)) }
}

/// All of it as a text of a few lines, for people. Null for a null diagnosis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_text(diagnosis: *const Diagnosis) -> *const c_char {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { text(diagnosis, |diagnosis| Some(&diagnosis.text)) }
}

/// Frees a diagnosis. All texts that its functions returned become invalid. Null is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hookseal_diagnosis_free(diagnosis: *mut Diagnosis) {
    // SAFETY: as the crate's documentation asks of every caller.
    unsafe { free(diagnosis) }
}

impl Diagnosis {
    fn new(diagnosis: &hookseal_core::Diagnosis) -> Self {
        let findings = diagnosis.findings().iter().map(|finding| Finding {
            code: terminated(finding.code().as_str()),
            message: terminated(finding.message()),
            advice: terminated(finding.advice()),
        });
        Self {
            code: terminated(diagnosis.code()),
            findings: findings.collect(),
            summary: terminated(diagnosis.summary()),
            ruled_out: diagnosis.ruled_out().iter().map(|code| terminated(code.as_str())).collect(),
            next_steps: diagnosis.next_steps().iter().map(|step| terminated(step)).collect(),
            text: terminated(&diagnosis.to_string()),
        }
    }
}

/// None of the core's texts contains a NUL.
fn terminated(text: &str) -> CString {
    CString::new(text).unwrap_or_default()
}

/// A text of a diagnosis that may be null, or null.
unsafe fn text<'a>(
    diagnosis: *const Diagnosis,
    choose: impl FnOnce(&'a Diagnosis) -> Option<&'a CString>,
) -> *const c_char {
    // SAFETY: the caller's promise is passed on.
    unsafe { diagnosis.as_ref() }.and_then(choose).map_or(ptr::null(), |text| text.as_ptr())
}
