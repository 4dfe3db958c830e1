//! The answer to an action: a JSON object whose `payload` is signed as those very bytes.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use crate::header::{MAX_TIMESTAMP, Timestamp};
use crate::secret::Key;
use crate::signer::TimestampOutOfRange;

/// The longest message of a denial, in characters.
pub const MAX_ERROR_MESSAGE_LEN: usize = 500;

/// The answer to an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<'m> {
    /// The user may sign in or register.
    Allow,
    /// The user may not. The message, of at most 500 characters, is shown to the user.
    Deny(Option<&'m str>),
}

impl<'m> Verdict<'m> {
    /// The verdict from its name and its message, as languages without such an enum have them.
    ///
    /// # Errors
    ///
    /// [`ResponseError::UnknownVerdict`], [`ResponseError::MessageWithAllow`] and
    /// [`ResponseError::MessageTooLong`].
    pub fn from_parts(verdict: &str, message: Option<&'m str>) -> Result<Self, ResponseError> {
        let verdict = match (verdict, message) {
            ("Allow", None) => Self::Allow,
            ("Allow", Some(_)) => return Err(ResponseError::MessageWithAllow),
            ("Deny", message) => Self::Deny(message),
            _ => return Err(ResponseError::UnknownVerdict),
        };
        verdict.check()?;
        Ok(verdict)
    }

    fn check(self) -> Result<(), ResponseError> {
        match self {
            Self::Deny(Some(message)) if message.chars().count() > MAX_ERROR_MESSAGE_LEN => {
                Err(ResponseError::MessageTooLong)
            }
            _ => Ok(()),
        }
    }
}

/// Why an answer cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseError {
    /// The verdict is neither `Allow` nor `Deny`.
    UnknownVerdict,
    /// A message was given with `Allow`. `WorkOS` has no place for it.
    MessageWithAllow,
    /// The message has more than 500 characters.
    MessageTooLong,
    /// The action's `object` does not end in `_action_context`, so the answer has no name.
    UnknownAction,
    /// The action was verified by another verifier, one with more secrets.
    OtherVerifier,
    /// The time cannot be written as a timestamp.
    Timestamp(TimestampOutOfRange),
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownVerdict => f.write_str("the verdict must be Allow or Deny"),
            Self::MessageWithAllow => f.write_str("a message goes with Deny only"),
            Self::MessageTooLong => {
                write!(f, "the message must have at most {MAX_ERROR_MESSAGE_LEN} characters")
            }
            Self::UnknownAction => f.write_str(
                "hookseal knows no answer to this action: its object does not end in _action_context",
            ),
            Self::OtherVerifier => {
                f.write_str("answer an action with the verifier that has verified it")
            }
            Self::Timestamp(fault) => fault.fmt(f),
        }
    }
}

impl core::error::Error for ResponseError {}

/// The signed answer to an action of this kind, such as `authentication`.
pub(crate) fn sign(
    key: &Key,
    kind: &str,
    verdict: Verdict<'_>,
    now_ms: i64,
) -> Result<String, ResponseError> {
    if !(0..=MAX_TIMESTAMP).contains(&now_ms) {
        return Err(ResponseError::Timestamp(TimestampOutOfRange(now_ms)));
    }
    verdict.check()?;
    let payload = payload(verdict, now_ms);
    let digits = now_ms.to_string();
    let timestamp = Timestamp { digits: digits.as_bytes(), ms: now_ms };
    let signature = key.mac(timestamp, payload.as_bytes()).to_hex();
    let object = json(&format!("{kind}_action_response"));
    Ok(format!(r#"{{"object":{object},"payload":{payload},"signature":"{signature}"}}"#))
}

fn payload(verdict: Verdict<'_>, now_ms: i64) -> String {
    match verdict {
        Verdict::Allow => format!(r#"{{"timestamp":{now_ms},"verdict":"Allow"}}"#),
        Verdict::Deny(None) => format!(r#"{{"timestamp":{now_ms},"verdict":"Deny"}}"#),
        Verdict::Deny(Some(message)) => {
            let message = json(message);
            format!(r#"{{"timestamp":{now_ms},"verdict":"Deny","error_message":{message}}}"#)
        }
    }
}

/// A JSON string. `WorkOS` serialises the payload anew to check its signature, so only what
/// `JSON.stringify` escapes may be escaped. `serde_json` follows the same rule.
fn json(text: &str) -> String {
    // Writing a string cannot fail. (By a `Value`, the code for every kind of JSON would be compiled in.)
    serde_json::to_string(text).unwrap_or_default()
}
