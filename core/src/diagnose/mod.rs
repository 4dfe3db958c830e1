//! Tells why a delivery is refused, by trying known accidents.

mod advice;
mod base64;
mod budget;
mod clock;
mod diagnosis;
mod explains;
mod finding;
mod finding_code;
mod form;
mod headers;
mod json;
mod next_steps;
mod of_verifier;
mod outline;
mod repair;
mod ruled_out;
mod search;
mod secrets;
mod summary;
mod traits;
mod verdict;

pub use diagnosis::Diagnosis;
pub use finding::Finding;
pub use finding_code::FindingCode;

use alloc::vec::Vec;

use crate::builder::MAX_SECRETS;
use crate::error::ErrorCode;
use crate::tolerance::Tolerance;
use budget::Budget;
use search::{Match, Search};
use secrets::Candidate;
use traits::Traits;
use verdict::Verdict;

/// Tells why a delivery is refused, for development and support.
///
/// It verifies the delivery again as if a known accident had happened on the way: a framework that
/// parsed and serialised the body, quotes around the secret, base64 of a gateway, a wrong clock.
/// Two accidents at once are found as well. A finding about the payload or the secret rests on a
/// signature that then matches, so it is no guess; where one cannot be had, because bytes were
/// lost, the finding's message says how certain it is. The [codes](FindingCode) are the list of
/// accidents.
///
/// It takes what [`Verifier`](crate::Verifier) takes, and secrets that a verifier refuses. Only the
/// first 16 are looked at. The tolerance is the default one.
///
/// **Not for deciding anything:** the answer to a delivery that is refused remains a refusal.
///
/// The work is bounded to what hashing 24 MiB takes, whatever the payload: with the SHA extensions
/// of a processor a few hundredths of a second, without them three to four times as long. All
/// accidents and pairs of them fit for payloads of usual sizes. Of large ones the likely accidents
/// are tried, and the others are not [ruled out](Diagnosis::ruled_out). Memory is bounded as well,
/// to a few times the payload's size, and to 4 MiB for what a compressed payload holds.
///
/// ```
/// use hookseal::{FindingCode, diagnose, sign};
///
/// let signed = r#"{"id":"event_01","event":"user.created","data":{}}"#;
/// let header = sign("whsec_example", signed, 1_700_000_000_000);
///
/// // Python's json.dumps writes blanks, and docker kept the quotes around the secret.
/// let payload = r#"{"id": "event_01", "event": "user.created", "data": {}}"#;
/// let secrets = [r#""whsec_example""#];
/// let diagnosis =
///     diagnose(payload.as_bytes(), Some(header.as_bytes()), &secrets, 1_700_000_001_000);
///
/// let codes: Vec<_> = diagnosis.findings().iter().map(|finding| finding.code()).collect();
/// assert_eq!(codes, [FindingCode::PayloadJsonSpaced, FindingCode::SecretQuoted]);
/// println!("{diagnosis}");
/// ```
pub fn diagnose<S: AsRef<[u8]>>(
    payload: &[u8],
    header: Option<&[u8]>,
    secrets: &[S],
    now_ms: i64,
) -> Diagnosis {
    let secrets: Vec<&[u8]> = secrets.iter().map(AsRef::as_ref).collect();
    diagnose_slices(payload, header, &secrets, now_ms)
}

/// Not generic, so that it is compiled once.
fn diagnose_slices(
    payload: &[u8],
    header: Option<&[u8]>,
    secrets: &[&[u8]],
    now_ms: i64,
) -> Diagnosis {
    let verdict = Verdict::of(payload, header, secrets, now_ms);
    let secrets = secrets.get(..MAX_SECRETS).unwrap_or(secrets);
    let candidates = secrets::candidates(secrets);
    let judged = Judged { verdict, secrets, tolerance: Some(Tolerance::DEFAULT), now_ms };
    explain(payload, header, &candidates, &judged)
}

/// What the verifier said, and what it went by.
struct Judged<'a> {
    verdict: Verdict,
    /// None if only the keys made of them are known.
    secrets: &'a [&'a [u8]],
    tolerance: Option<Tolerance>,
    now_ms: i64,
}

fn explain(
    payload: &[u8],
    header: Option<&[u8]>,
    candidates: &[Candidate],
    judged: &Judged<'_>,
) -> Diagnosis {
    let Judged { verdict, secrets, .. } = judged;
    let readings = headers::readings(header.unwrap_or_default());
    let keys = candidates.iter().filter(|candidate| candidate.accidents.is_empty());
    let traits = Traits::of(payload);
    let mut search = Search {
        payload,
        traits: &traits,
        readings: &readings,
        candidates,
        budget: Budget::after_verifying(payload, keys.count()),
        tried: Vec::new(),
    };
    let findings = match search.run(verdict.error_code() == Some(ErrorCode::SignatureMismatch)) {
        Some(found) => of_match(&found, judged),
        None => form::findings(verdict.error_code(), payload, &traits, header, secrets),
    };
    let is_unexplained = findings.is_empty();
    let ruled_out = match verdict.error_code() {
        Some(ErrorCode::SignatureMismatch) if is_unexplained => {
            ruled_out::of(&traits, &search.tried, secrets.len())
        }
        _ => Vec::new(),
    };
    Diagnosis {
        code: verdict.code(),
        summary: summary::of(verdict, &findings, ruled_out.len()),
        ruled_out,
        next_steps: if is_unexplained { next_steps::after(verdict) } else { &[] },
        findings,
    }
}

/// What is behind a signature that matches.
fn of_match(found: &Match, judged: &Judged<'_>) -> Vec<Finding> {
    let &Judged { ref verdict, secrets, tolerance, now_ms } = judged;
    let mut findings: Vec<Finding> = found
        .accidents
        .iter()
        .map(|&code| match code {
            _ if secrets.len() > 1 && code.is_of_secret() => {
                Finding::of_secret(code, found.secret_index)
            }
            _ => code.into(),
        })
        .collect();
    // The verifier may refuse another secret than the one that matches.
    if verdict.error_code() == Some(ErrorCode::InvalidSecret) {
        for code in form::of_secrets(secrets) {
            if !found.accidents.contains(&code) {
                findings.push(code.into());
            }
        }
    }
    findings.extend(clock::findings(found, tolerance, now_ms));
    if found.accidents.is_empty() && found.secret_index > 0 && !secrets.is_empty() {
        findings.push(Finding::of_secret(FindingCode::SecretOfOtherEndpoint, found.secret_index));
    }
    findings
}
