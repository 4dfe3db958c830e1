//! What a verifier says, before any accident is assumed.

use alloc::string::{String, ToString};

use crate::builder::MAX_SECRETS;
use crate::error::{ConfigError, ErrorCode, VerifyError};
use crate::verifier::Verifier;

pub(super) enum Verdict {
    Accepted,
    Refused(VerifyError),
    /// The secrets make no verifier.
    Misconfigured(ConfigError),
}

impl Verdict {
    pub(super) fn of(
        payload: &[u8],
        header: Option<&[u8]>,
        secrets: &[&[u8]],
        now_ms: i64,
    ) -> Self {
        // One more than the most that are allowed is enough to be refused.
        let considered = secrets.iter().take(MAX_SECRETS + 1);
        match Verifier::builder().secrets(considered).build() {
            Err(error) => Self::Misconfigured(error),
            Ok(verifier) => Self::by(&verifier, payload, header, now_ms),
        }
    }

    pub(super) fn by(
        verifier: &Verifier,
        payload: &[u8],
        header: Option<&[u8]>,
        now_ms: i64,
    ) -> Self {
        match verifier.verify_at(payload, header, now_ms) {
            Ok(_) => Self::Accepted,
            Err(error) => Self::Refused(error),
        }
    }

    pub(super) const fn error_code(&self) -> Option<ErrorCode> {
        match self {
            Self::Accepted => None,
            Self::Refused(error) => Some(error.code()),
            Self::Misconfigured(error) => Some(error.code()),
        }
    }

    pub(super) const fn code(&self) -> &'static str {
        match self.error_code() {
            Some(code) => code.as_str(),
            None => "ok",
        }
    }

    /// The error as a sentence.
    pub(super) fn message(&self) -> String {
        let message = match self {
            Self::Accepted => {
                "The signature is genuine, and its time is within the tolerance".to_string()
            }
            Self::Refused(error) => error.to_string(),
            Self::Misconfigured(error) => error.to_string(),
        };
        let mut sentence = String::with_capacity(message.len() + 1);
        let mut characters = message.chars();
        sentence.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        sentence.push_str(characters.as_str());
        sentence.push('.');
        sentence
    }
}
