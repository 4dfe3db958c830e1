//! `AuthKit` Actions: the questions that are sent, and the check of the signed answers.
//!
//! The check shares no code with hookseal: it does as `WorkOS` does.

use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use ring::hmac;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::answer::{Answer, Fault, Verdict};

/// What the endpoint is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Action {
    /// Whether a user may sign in.
    Authentication,
    /// Whether a user may register.
    UserRegistration,
}

impl Action {
    /// The `object` of the request.
    pub fn object(self) -> &'static str {
        match self {
            Self::Authentication => "authentication_action_context",
            Self::UserRegistration => "user_registration_action_context",
        }
    }

    fn answer_object(self) -> &'static str {
        match self {
            Self::Authentication => "authentication_action_response",
            Self::UserRegistration => "user_registration_action_response",
        }
    }

    /// The members of the request, besides `id` and `object`.
    pub fn members(self) -> Result<Map<String, Value>, String> {
        let json = match self {
            Self::Authentication => include_str!("../../actions/authentication.json"),
            Self::UserRegistration => include_str!("../../actions/user_registration.json"),
        };
        serde_json::from_str(json)
            .map_err(|error| format!("this program's actions are broken: {error}"))
    }
}

/// How far the answer's timestamp may be from now.
const TOLERANCE_MS: u64 = 30_000;

const MAX_MESSAGE_LEN: usize = 500;

/// Checks the answers with status 200.
#[derive(Debug)]
pub struct Checker {
    action: Action,
    key: hmac::Key,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    object: String,
    payload: Value,
    signature: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    timestamp: u64,
    verdict: String,
    #[serde(default, deserialize_with = "present")]
    error_message: Option<String>,
}

impl Checker {
    pub fn new(action: Action, secret: &[u8]) -> Self {
        Self { action, key: hmac::Key::new(hmac::HMAC_SHA256, secret) }
    }

    pub fn check(&self, content_type: Option<&[u8]>, body: &[u8]) -> Answer {
        match self.verdict(content_type.unwrap_or_default(), body) {
            Ok(verdict) => Answer::Decided(verdict),
            Err(fault) => Answer::Invalid(fault),
        }
    }

    fn verdict(&self, content_type: &[u8], body: &[u8]) -> Result<Verdict, Fault> {
        let media_type = content_type.split(|&byte| byte == b';').next().unwrap_or_default();
        if !media_type.trim_ascii().eq_ignore_ascii_case(b"application/json") {
            return Err(Fault::ContentType);
        }
        let Signed { object, payload, signature } =
            serde_json::from_slice(body).map_err(|_| Fault::Form)?;
        if object != self.action.answer_object() {
            return Err(Fault::Object);
        }
        // The payload is serialised anew, as WorkOS does, so anything but its usual form shows here.
        let text = payload.to_string();
        let Payload { timestamp, verdict, error_message } =
            serde_json::from_value(payload).map_err(|_| Fault::Form)?;
        let tag = from_hex(&signature).ok_or(Fault::Signature)?;
        hmac::verify(&self.key, format!("{timestamp}.{text}").as_bytes(), &tag)
            .map_err(|_| Fault::Signature)?;
        if now_ms().abs_diff(timestamp) > TOLERANCE_MS {
            return Err(Fault::Timestamp);
        }
        match (verdict.as_str(), error_message) {
            ("Allow", None) => Ok(Verdict::Allow),
            ("Deny", message) if message_fits(message.as_deref()) => Ok(Verdict::Deny),
            _ => Err(Fault::Verdict),
        }
    }
}

/// A member that is null is not a member that is absent.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

fn message_fits(message: Option<&str>) -> bool {
    message.is_none_or(|message| message.chars().count() <= MAX_MESSAGE_LEN)
}

/// Lower case only, as in hookseal's answers and in `WorkOS`'s own SDKs.
fn from_hex(text: &str) -> Option<Vec<u8>> {
    let is_hex = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if text.len() != 64 || !text.bytes().all(is_hex) {
        return None;
    }
    (0..32).map(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()).collect()
}

fn now_ms() -> u64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
}
