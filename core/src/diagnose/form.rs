//! What is seen without a signature that matches: of the header and the secrets it is certain, of
//! the payload its sentence says how certain it is.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::headers::{base64_to_hex, is_seconds, parse, repairs, split};
use super::json::members;
use super::secrets::{trim, unquote};
use super::traits::Traits;
use super::{Finding, FindingCode};
use crate::error::{ErrorCode, SecretFault};
use crate::secret;

/// What the header, the secrets and the payload show when nothing matches, the most telling first.
pub(super) fn findings(
    code: Option<ErrorCode>,
    payload: &[u8],
    traits: &Traits,
    header: Option<&[u8]>,
    secrets: &[&[u8]],
) -> Vec<Finding> {
    let codes = of_secrets(secrets).into_iter().chain(header.and_then(of_header));
    let mut findings: Vec<Finding> = codes.map(Finding::from).collect();
    if findings.is_empty() && code == Some(ErrorCode::SignatureMismatch) {
        findings.extend(of_payload(payload, traits));
    }
    findings
}

/// Secrets that no verifier takes, and one that is none.
pub(super) fn of_secrets(secrets: &[&[u8]]) -> Vec<FindingCode> {
    let mut findings = Vec::new();
    for secret in secrets {
        let bare = trim(secret).unwrap_or(secret);
        let bare = unquote(bare).unwrap_or(bare);
        let code = match secret::check(secret) {
            _ if bare.starts_with(b"sk_") => FindingCode::SecretApiKey,
            Err(SecretFault::LeadingWhitespace | SecretFault::TrailingWhitespace) => {
                FindingCode::SecretWhitespace
            }
            Err(SecretFault::Quoted) => FindingCode::SecretQuoted,
            _ => continue,
        };
        if !findings.contains(&code) {
            findings.push(code);
        }
    }
    findings
}

/// The scheme of another sender, or what keeps it from being read.
fn of_header(value: &[u8]) -> Option<FindingCode> {
    let value = value.trim_ascii();
    if let Some(scheme) = scheme(value) {
        return Some(scheme);
    }
    for (code, text) in repairs(value) {
        if scheme(&text).is_some() || parse(&text).is_some() {
            return Some(code);
        }
    }
    if parse(value).is_none() && split(value).filter(|part| parse(part).is_some()).count() > 1 {
        return Some(FindingCode::HeaderJoined);
    }
    None
}

/// What an intact value of another scheme shows.
fn scheme(value: &[u8]) -> Option<FindingCode> {
    if let Some((timestamp, _)) = parse(value) {
        return is_seconds(timestamp).then_some(FindingCode::HeaderStripe);
    }
    if base64_to_hex(value).is_some_and(|hex| parse(&hex).is_some()) {
        return Some(FindingCode::HeaderSignatureBase64);
    }
    let has = |prefix: &str, len, is_digit: fn(&u8) -> bool| {
        let digits = value.strip_prefix(prefix.as_bytes()).unwrap_or_default();
        digits.len() == len && digits.iter().all(is_digit)
    };
    if has("sha256=", 64, u8::is_ascii_hexdigit) || has("sha1=", 40, u8::is_ascii_hexdigit) {
        Some(FindingCode::HeaderGithub)
    } else if has("v0=", 64, u8::is_ascii_hexdigit) {
        Some(FindingCode::HeaderSlack)
    } else if has("v1=", 64, u8::is_ascii_hexdigit) || has("t=", 13, u8::is_ascii_digit) {
        Some(FindingCode::HeaderIncomplete)
    } else {
        is_standard_webhooks(value).then_some(FindingCode::HeaderStandardWebhooks)
    }
}

/// One or more `v1,<base64>`, separated by blanks.
fn is_standard_webhooks(value: &[u8]) -> bool {
    value.split(|&byte| byte == b' ').all(|part| {
        let digest = part.strip_prefix(b"v1,").and_then(super::base64::decode);
        digest.is_some_and(|digest| digest.len() == crate::header::DIGEST_LEN)
    })
}

/// It is likely, but no signature proves it.
const SORTED_KEYS: &str = "The payload's keys are sorted by name, which WorkOS does not do: most likely it was parsed and \
     serialised again, and the order that was signed is lost.";

/// What was lost, so that no repair can bring it back.
fn of_payload(payload: &[u8], traits: &Traits) -> Option<Finding> {
    if payload.is_empty() {
        return Some(FindingCode::PayloadEmpty.into());
    }
    if payload.trim_ascii() == b"[object Object]" {
        return Some(FindingCode::PayloadObjectObject.into());
    }
    if traits.utf8 && payload.windows(3).any(|sign| sign == "\u{fffd}".as_bytes()) {
        return Some(FindingCode::PayloadReplacementCharacters.into());
    }
    (traits.sorted_by_name && is_an_event(payload))
        .then(|| Finding::with_message(FindingCode::PayloadKeysSorted, SORTED_KEYS.to_string()))
}

fn is_an_event(payload: &[u8]) -> bool {
    let members = members(payload.trim_ascii()).unwrap_or_default();
    ["data", "event", "id"].iter().all(|name| members.iter().any(|m| m.name == name.as_bytes()))
}
