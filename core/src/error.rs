//! Every error of every language, with its code and its message.
//!
//! No error holds a secret, a digest or the payload. Of the header it holds the timestamp at most.

use alloc::format;
use alloc::string::String;
use core::error::Error;
use core::fmt;

/// The stable code of an error, the same in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// The request has no signature header, or an empty one.
    MissingHeader,
    /// The signature header is not `t=<milliseconds>, v1=<64 hex digits>`.
    MalformedHeader,
    /// The signature header has a timestamp but no `v1`.
    NoSignature,
    /// No `v1` matches this payload under any of the secrets.
    SignatureMismatch,
    /// The signature is genuine, but the delivery is older than the tolerance allows.
    TimestampTooOld,
    /// The signature is genuine, but the timestamp is further in the future than the tolerance
    /// allows.
    TimestampInFuture,
    /// The payload is not the JSON of the expected event or action. If it was verified, its signature is genuine.
    InvalidPayload,
    /// A secret that is not allowed, no secret, or too many.
    InvalidSecret,
    /// A tolerance that is negative, not finite or more than a day.
    InvalidTolerance,
}

impl ErrorCode {
    /// All codes.
    pub const ALL: [Self; 9] = [
        Self::MissingHeader,
        Self::MalformedHeader,
        Self::NoSignature,
        Self::SignatureMismatch,
        Self::TimestampTooOld,
        Self::TimestampInFuture,
        Self::InvalidPayload,
        Self::InvalidSecret,
        Self::InvalidTolerance,
    ];

    /// The code as users of every language see it: `signature_mismatch`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MissingHeader => "missing_header",
            Self::MalformedHeader => "malformed_header",
            Self::NoSignature => "no_signature",
            Self::SignatureMismatch => "signature_mismatch",
            Self::TimestampTooOld => "timestamp_too_old",
            Self::TimestampInFuture => "timestamp_in_future",
            Self::InvalidPayload => "invalid_payload",
            Self::InvalidSecret => "invalid_secret",
            Self::InvalidTolerance => "invalid_tolerance",
        }
    }

    /// What is wrong and what to do about it, without details of the one delivery.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::MissingHeader => {
                "the request has no WorkOS-Signature header: it does not come from WorkOS, a proxy \
                 dropped the header, or your code looked it up in a different letter case than the \
                 server stores (pass all the headers instead)"
            }
            Self::MalformedHeader => {
                "the WorkOS-Signature header is not `t=<milliseconds>, v1=<64 hex digits>`; pass \
                 its value as received"
            }
            Self::NoSignature => "the WorkOS-Signature header has no v1 signature",
            Self::SignatureMismatch => {
                "no signature matches the payload: check that the secret is this endpoint's, and \
                 that the payload is the raw request body, not parsed and serialised again, nor \
                 still in base64 (as AWS Lambda may hand it over)"
            }
            Self::TimestampTooOld => {
                "the signature is genuine, but its timestamp is older than the tolerance allows: a \
                 replay, a slow delivery, or a wrong clock"
            }
            Self::TimestampInFuture => {
                "the signature is genuine, but its timestamp is further in the future than the \
                 tolerance allows: check this machine's clock"
            }
            Self::InvalidPayload => "the payload is not the JSON of the expected event or action",
            Self::InvalidSecret => {
                "pass 1 to 16 secrets, each exactly as WorkOS shows it, without quotes or white \
                 space around it"
            }
            Self::InvalidTolerance => "tolerance must be between 0 and 86400 seconds, or none",
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a delivery is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// [`ErrorCode::MissingHeader`].
    MissingHeader,
    /// [`ErrorCode::MalformedHeader`], and which rule the header breaks.
    MalformedHeader(HeaderFault),
    /// [`ErrorCode::NoSignature`].
    NoSignature,
    /// [`ErrorCode::SignatureMismatch`].
    SignatureMismatch,
    /// [`ErrorCode::TimestampTooOld`]: the signature is genuine.
    TimestampTooOld {
        /// The header's `t`, in milliseconds since the Unix epoch.
        timestamp: i64,
        /// How many milliseconds before now that is.
        difference_ms: u64,
    },
    /// [`ErrorCode::TimestampInFuture`]: the signature is genuine.
    TimestampInFuture {
        /// The header's `t`, in milliseconds since the Unix epoch.
        timestamp: i64,
        /// How many milliseconds after now that is.
        difference_ms: u64,
    },
    /// [`ErrorCode::InvalidPayload`], and which rule the payload breaks. If it was verified, its
    /// signature is genuine.
    InvalidPayload(PayloadFault),
}

impl VerifyError {
    /// Every error that is the same for every delivery. Bindings make their messages only once. The
    /// two about time are not here, because their messages have numbers.
    pub const FIXED: [Self; 18] = [
        Self::MissingHeader,
        Self::MalformedHeader(HeaderFault::TooLong),
        Self::MalformedHeader(HeaderFault::BadByte),
        Self::MalformedHeader(HeaderFault::ElementWithoutEquals),
        Self::MalformedHeader(HeaderFault::NoTimestamp),
        Self::MalformedHeader(HeaderFault::SeveralTimestamps),
        Self::MalformedHeader(HeaderFault::BadTimestamp),
        Self::MalformedHeader(HeaderFault::TooManySignatures),
        Self::MalformedHeader(HeaderFault::BadSignature),
        Self::NoSignature,
        Self::SignatureMismatch,
        Self::InvalidPayload(PayloadFault::NotAnObject),
        Self::InvalidPayload(PayloadFault::TooDeep),
        Self::InvalidPayload(PayloadFault::NoId),
        Self::InvalidPayload(PayloadFault::NoEvent),
        Self::InvalidPayload(PayloadFault::NoObject),
        Self::InvalidPayload(PayloadFault::IsAnEvent),
        Self::InvalidPayload(PayloadFault::IsAnAction),
    ];

    /// The place of this error in [`FIXED`](Self::FIXED).
    #[must_use]
    pub fn fixed_index(&self) -> Option<usize> {
        Self::FIXED.iter().position(|fixed| fixed == self)
    }

    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::MissingHeader => ErrorCode::MissingHeader,
            Self::MalformedHeader(_) => ErrorCode::MalformedHeader,
            Self::NoSignature => ErrorCode::NoSignature,
            Self::SignatureMismatch => ErrorCode::SignatureMismatch,
            Self::TimestampTooOld { .. } => ErrorCode::TimestampTooOld,
            Self::TimestampInFuture { .. } => ErrorCode::TimestampInFuture,
            Self::InvalidPayload(_) => ErrorCode::InvalidPayload,
        }
    }

    /// Of the two time errors, the header's `t`, in milliseconds since the Unix epoch.
    #[must_use]
    pub const fn timestamp(&self) -> Option<i64> {
        match *self {
            Self::TimestampTooOld { timestamp, .. } | Self::TimestampInFuture { timestamp, .. } => {
                Some(timestamp)
            }
            _ => None,
        }
    }

    /// Of the two time errors, by how many milliseconds the timestamp differs from now.
    #[must_use]
    pub const fn difference_ms(&self) -> Option<u64> {
        match *self {
            Self::TimestampTooOld { difference_ms, .. }
            | Self::TimestampInFuture { difference_ms, .. } => Some(difference_ms),
            _ => None,
        }
    }

    /// Of the two time errors, how old the delivery is in milliseconds: negative if it is ahead.
    #[must_use]
    pub fn age_ms(&self) -> Option<i64> {
        let saturate = |difference_ms: u64| i64::try_from(difference_ms).unwrap_or(i64::MAX);
        match *self {
            Self::TimestampTooOld { difference_ms, .. } => Some(saturate(difference_ms)),
            Self::TimestampInFuture { difference_ms, .. } => Some(-saturate(difference_ms)),
            _ => None,
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().message())?;
        match *self {
            Self::MalformedHeader(fault) => write!(f, " ({fault})"),
            Self::InvalidPayload(fault) => write!(f, " ({fault})"),
            Self::TimestampTooOld { timestamp, difference_ms } => {
                write!(f, " (it is {difference_ms} ms old{})", seconds_hint(timestamp, "timestamp"))
            }
            Self::TimestampInFuture { timestamp, difference_ms } => {
                // Cannot overflow: the difference was computed from this timestamp.
                let now_ms = timestamp.wrapping_sub_unsigned(difference_ms);
                write!(f, " (it is {difference_ms} ms ahead{})", seconds_hint(now_ms, "now"))
            }
            Self::MissingHeader | Self::NoSignature | Self::SignatureMismatch => Ok(()),
        }
    }
}

/// Today's time in seconds, read as milliseconds, falls early in 1970. A real time in milliseconds
/// never does.
fn seconds_hint(milliseconds: i64, name: &str) -> String {
    const MAX_SECONDS: i64 = 100_000_000_000;
    if (1..MAX_SECONDS).contains(&milliseconds) {
        format!("; the {name} looks like seconds where milliseconds are expected")
    } else {
        String::new()
    }
}

impl Error for VerifyError {}

impl From<HeaderFault> for VerifyError {
    fn from(fault: HeaderFault) -> Self {
        Self::MalformedHeader(fault)
    }
}

/// The rule that a malformed header breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderFault {
    /// More than 4096 bytes.
    TooLong,
    /// A byte outside visible ASCII, space and tab.
    BadByte,
    /// An element that is not `key=value`.
    ElementWithoutEquals,
    /// No `t`.
    NoTimestamp,
    /// More than one `t`.
    SeveralTimestamps,
    /// A `t` that is not 1 to 15 ASCII digits.
    BadTimestamp,
    /// More than 16 `v1`.
    TooManySignatures,
    /// A `v1` that is not 64 hex digits.
    BadSignature,
}

impl fmt::Display for HeaderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "it is longer than 4096 bytes",
            Self::BadByte => "it has a byte outside visible ASCII, space and tab",
            Self::ElementWithoutEquals => "an element is not key=value",
            Self::NoTimestamp => "it has no t",
            Self::SeveralTimestamps => "it has more than one t",
            Self::BadTimestamp => "t is not 1 to 15 digits",
            Self::TooManySignatures => "it has more than 16 v1",
            Self::BadSignature => "a v1 is not 64 hex digits",
        })
    }
}

/// Why a payload is not the expected event or action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PayloadFault {
    /// Not UTF-8, not JSON, or not a JSON object.
    NotAnObject,
    /// Arrays and objects nested more than 128 deep.
    TooDeep,
    /// `id` is absent, repeated or not a string.
    NoId,
    /// `event` is absent, repeated or not a string.
    NoEvent,
    /// `object` is absent, repeated or not a string, and it is not an event.
    NoObject,
    /// An event where an action is expected.
    IsAnEvent,
    /// An action where an event is expected.
    IsAnAction,
}

impl fmt::Display for PayloadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAnObject => "it is not a JSON object in UTF-8",
            Self::TooDeep => "it is nested more than 128 deep",
            Self::NoId => "it does not have exactly one string `id`",
            Self::NoEvent => "it does not have exactly one string `event`",
            Self::NoObject => "it does not have exactly one string `object`",
            Self::IsAnEvent => "it is an event, which a Verifier reads",
            Self::IsAnAction => "it is an action, which an ActionVerifier reads",
        })
    }
}

/// Why a verifier or a signer cannot be made.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ConfigError {
    /// No secret was given.
    NoSecret,
    /// More than 16 secrets were given.
    TooManySecrets,
    /// A secret that is not allowed.
    InvalidSecret {
        /// The secret's index, from 0; `None` if there is only one secret.
        index: Option<usize>,
        /// What is wrong with it.
        fault: SecretFault,
    },
    /// A tolerance that is negative, not finite or more than a day.
    InvalidTolerance {
        /// The given tolerance, in seconds.
        seconds: f64,
    },
}

impl ConfigError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::NoSecret | Self::TooManySecrets | Self::InvalidSecret { .. } => {
                ErrorCode::InvalidSecret
            }
            Self::InvalidTolerance { .. } => ErrorCode::InvalidTolerance,
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecret => f.write_str("no secret was given")?,
            Self::TooManySecrets => f.write_str("more than 16 secrets were given")?,
            Self::InvalidSecret { index: None, fault } => write!(f, "the secret {fault}")?,
            Self::InvalidSecret { index: Some(i), fault } => write!(f, "secrets[{i}] {fault}")?,
            Self::InvalidTolerance { seconds } => {
                write!(f, "the tolerance is {seconds} seconds (not milliseconds)")?;
            }
        }
        write!(f, "; {}", self.code().message())
    }
}

impl Error for ConfigError {}

/// Why a secret is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretFault {
    /// It is empty. Perhaps an environment variable is not set.
    Empty,
    /// It begins with white space.
    LeadingWhitespace,
    /// It ends with white space, such as the newline at the end of a file.
    TrailingWhitespace,
    /// It contains a line break.
    LineBreak,
    /// It begins and ends with the same quote: `'`, `"` or a backtick.
    Quoted,
    /// It is a word that programs print for a missing value: `undefined`, `null` or `None`.
    Placeholder,
    /// It begins with `${` or `$(`.
    Unexpanded,
}

impl fmt::Display for SecretFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::LeadingWhitespace => "begins with white space",
            Self::TrailingWhitespace => "ends with white space (a stray newline?)",
            Self::LineBreak => "has a line break inside (two secrets in one?)",
            Self::Quoted => "is in quotes, which some .env parsers keep",
            Self::Placeholder => {
                "is the word for a missing value, not a secret (is the environment variable set?)"
            }
            Self::Unexpanded => "is a reference to a variable that was never expanded",
        })
    }
}
