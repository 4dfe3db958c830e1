//! One accident that explains why a delivery is refused.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};

use super::FindingCode;

/// One accident that explains why a delivery is refused, or a part of the explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    code: FindingCode,
    message: Cow<'static, str>,
}

impl Finding {
    /// With details of this delivery in the message.
    pub(super) fn with_message(code: FindingCode, message: String) -> Self {
        Self { code, message: Cow::Owned(message) }
    }

    /// About one of several secrets.
    pub(super) fn of_secret(code: FindingCode, index: usize) -> Self {
        let message = ["secrets[", &index.to_string(), "]: ", code.message()].concat();
        Self::with_message(code, message)
    }

    /// The stable code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> FindingCode {
        self.code
    }

    /// One sentence: what happened.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// One sentence: what to do about it.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        self.code.advice()
    }
}

impl From<FindingCode> for Finding {
    fn from(code: FindingCode) -> Self {
        Self { code, message: Cow::Borrowed(code.message()) }
    }
}
