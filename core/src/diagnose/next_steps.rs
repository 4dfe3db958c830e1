//! What to check if nothing was found, the most likely first.

use super::verdict::Verdict;
use crate::error::ErrorCode;

pub(super) const fn after(verdict: &Verdict) -> &'static [&'static str] {
    match verdict.error_code() {
        Some(ErrorCode::SignatureMismatch) => &[
            "Compare the secret with the one that the WorkOS dashboard shows for this very endpoint: \
             each endpoint has its own, and staging and production differ.",
            "Check that the running process has that secret: an old deployment, another environment \
             or a rotation that is over may have left it with another one.",
            "Compare the payload's length with the request's Content-Length: if they differ, something \
             changed the body, cut it or read only a part of it.",
            "Verify the raw bytes before any parser or middleware sees them, and never an object that \
             is serialised again: the order of keys and the digits of numbers may be lost.",
            "Check that header and payload belong to the same request, and that the request comes \
             from WorkOS.",
        ],
        Some(ErrorCode::MissingHeader) => &[
            "Pass all headers of the request, in which hookseal finds WorkOS-Signature in any letter case.",
            "Check that every proxy, gateway or queue on the way passes the header on.",
            "Check that the request comes from WorkOS: an uptime check or a scanner signs nothing.",
        ],
        Some(ErrorCode::MalformedHeader | ErrorCode::NoSignature) => &[
            "Pass the value of WorkOS-Signature as received: `t=<milliseconds>, v1=<64 hex digits>`.",
            "Check that it is this header and not another one, and that nothing cuts or rewrites it.",
            "Check that the request comes from WorkOS, and not from another sender or a test of yours.",
        ],
        Some(ErrorCode::InvalidSecret) => &[
            "Check that the variable or file with the secret is set where the process runs, and is \
             read before the verifier is made.",
            "Copy the secret from the WorkOS dashboard again, without quotes, blanks or line breaks.",
        ],
        _ => &[],
    }
}
