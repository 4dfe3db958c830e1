//! What an attempt was answered.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// What an attempt was answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// And the code of the error in its JSON, if there is one.
    Status(u16, Option<Box<str>>),
    /// The connection was closed before an answer, by this side or the other.
    Dropped,
    Timeout,
    /// No connection, or none with TLS that is trusted.
    Refused,
}

/// The longest code that is taken for one.
const LONGEST_CODE: usize = 40;

impl Answer {
    /// `body` is looked at if the request was not accepted: `{"error": "signature_mismatch"}`.
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

    pub fn without_code(&self) -> Self {
        match self {
            Self::Status(status, _) => Self::Status(*status, None),
            word => word.clone(),
        }
    }
}

/// What an endpoint answers is printed, so nothing else of it is let through.
fn is_code(text: &str) -> bool {
    (1..=LONGEST_CODE).contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status, None) => write!(f, "{status}"),
            Self::Status(status, Some(code)) => write!(f, "{status} {code}"),
            Self::Dropped => f.write_str("dropped"),
            Self::Timeout => f.write_str("timeout"),
            Self::Refused => f.write_str("refused"),
        }
    }
}

/// Without the code: in the ledger, a status is a number.
impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Status(status, _) => serializer.serialize_u16(*status),
            word => serializer.collect_str(word),
        }
    }
}
