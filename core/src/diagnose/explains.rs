//! Which findings go with which error code.

use super::FindingCode;
use crate::error::ErrorCode;

impl FindingCode {
    /// Whether this finding can explain that error.
    ///
    /// | error | findings |
    /// | --- | --- |
    /// | `missing_header` | none: there is nothing to check |
    /// | `malformed_header` | another sender's scheme, or a header that changed on the way |
    /// | `no_signature` | `header_incomplete`, `header_quoted` |
    /// | `signature_mismatch` | all of the payload and the secret; `header_stripe`, `header_timestamp_seconds` |
    /// | `timestamp_too_old` | `delivery_retried`, `delivery_replayed`, `clock_ahead`, `header_timestamp_seconds` |
    /// | `timestamp_in_future` | `clock_behind` |
    /// | `invalid_secret` | `secret_whitespace`, `secret_quoted`, `secret_api_key` |
    /// | `invalid_payload`, `invalid_tolerance` | none: the message says it |
    ///
    /// [`SecretOfOtherEndpoint`](Self::SecretOfOtherEndpoint) explains no error: the delivery is
    /// accepted, with a secret that perhaps should not be among those given.
    #[must_use]
    pub fn explains(self, error: ErrorCode) -> bool {
        match error {
            ErrorCode::MalformedHeader => matches!(
                self,
                Self::HeaderSignatureBase64
                    | Self::HeaderStandardWebhooks
                    | Self::HeaderGithub
                    | Self::HeaderSlack
                    | Self::HeaderJoined
                    | Self::HeaderQuoted
                    | Self::HeaderNameInValue
                    | Self::HeaderIncomplete
            ),
            ErrorCode::NoSignature => matches!(self, Self::HeaderIncomplete | Self::HeaderQuoted),
            ErrorCode::SignatureMismatch => match self {
                Self::HeaderStripe | Self::HeaderTimestampSeconds => true,
                Self::SecretOfOtherEndpoint => false,
                _ => self.is_of_payload() || self.is_of_secret(),
            },
            ErrorCode::TimestampTooOld => matches!(
                self,
                Self::DeliveryRetried
                    | Self::DeliveryReplayed
                    | Self::ClockAhead
                    | Self::HeaderTimestampSeconds
            ),
            ErrorCode::TimestampInFuture => self == Self::ClockBehind,
            ErrorCode::InvalidSecret => {
                matches!(self, Self::SecretWhitespace | Self::SecretQuoted | Self::SecretApiKey)
            }
            ErrorCode::MissingHeader | ErrorCode::InvalidPayload | ErrorCode::InvalidTolerance => {
                false
            }
        }
    }
}
