//! The answer to an attempt.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// The answer to an attempt, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// The HTTP status, and the code of the error in the JSON, if there is one.
    Status(u16, Option<Box<str>>),
    /// 200, and the signed verdict on an action.
    Decided(Verdict),
    /// 200, but not the answer to an action.
    Invalid(Fault),
    /// Either side closed the connection before an answer.
    Dropped,
    Timeout,
    /// There was no connection, or no trusted TLS on it.
    Refused,
}

/// The verdict on an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Allow,
    Deny,
}

/// What is wrong with an answer to an action. `WorkOS` denies then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It is not application/json.
    ContentType,
    /// A member is missing, has the wrong type, or is one too many; or it is not JSON.
    Form,
    /// `object` belongs to another action.
    Object,
    /// It does not match the payload, or is not 64 lower-case hex digits.
    Signature,
    /// It is not of now, in milliseconds.
    Timestamp,
    /// It is neither Allow nor Deny, has a message with Allow, or one that is too long.
    Verdict,
}

/// A longer text does not count as a code.
const MAX_CODE_LEN: usize = 40;

impl Answer {
    /// If the request was not accepted, looks for a code in `body`: `{"error": "signature_mismatch"}`.
    pub fn new(status: u16, body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Refusal<'b> {
            error: &'b str,
        }
        let code = match serde_json::from_slice(body) {
            Ok(Refusal { error }) if !(200..300).contains(&status) && is_code(error) => {
                Some(error.into())
            }
            _ => None,
        };
        Self::Status(status, code)
    }

    /// Whether the endpoint has answered at all.
    pub fn is_from_endpoint(&self) -> bool {
        matches!(self, Self::Status(..) | Self::Decided(_) | Self::Invalid(_))
    }

    pub fn without_code(&self) -> Self {
        match self {
            Self::Status(status, _) => Self::Status(*status, None),
            Self::Decided(_) | Self::Invalid(_) => Self::Status(200, None),
            word => word.clone(),
        }
    }
}

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Self::ContentType => "content type",
            Self::Form => "form",
            Self::Object => "object",
            Self::Signature => "signature",
            Self::Timestamp => "timestamp",
            Self::Verdict => "verdict",
        }
    }
}

/// Codes are printed, so an endpoint must not be able to print anything else.
fn is_code(text: &str) -> bool {
    (1..=MAX_CODE_LEN).contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status, None) => write!(f, "{status}"),
            Self::Status(status, Some(code)) => write!(f, "{status} {code}"),
            Self::Decided(Verdict::Allow) => f.write_str("200 Allow"),
            Self::Decided(Verdict::Deny) => f.write_str("200 Deny"),
            Self::Invalid(fault) => write!(f, "200 wrong {}", fault.name()),
            Self::Dropped => f.write_str("dropped"),
            Self::Timeout => f.write_str("timeout"),
            Self::Refused => f.write_str("refused"),
        }
    }
}

/// Leaves the code out: in the ledger, a status is a number.
impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Status(status, _) => serializer.serialize_u16(*status),
            Self::Decided(_) | Self::Invalid(_) => serializer.serialize_u16(200),
            word => serializer.collect_str(word),
        }
    }
}
