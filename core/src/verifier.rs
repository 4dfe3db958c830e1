//! The verifier: secrets and tolerance, checked once, used for every delivery.

use alloc::vec::Vec;
use core::fmt;

use crate::builder::VerifierBuilder;
use crate::clock::Clock;
use crate::error::{ConfigError, VerifyError};
use crate::header::{self, SignatureHeader, Signatures};
use crate::secret::Key;
use crate::tolerance::Tolerance;
use crate::verification::{Verification, Verified, judge};

/// Verifies deliveries sent to one endpoint.
///
/// Make it once and share it: it is immutable, `Send` and `Sync`, and has absorbed its secrets
/// into HMAC state, so that a check costs only the hashing of the payload and never allocates.
/// That state is wiped on drop, and `Debug` shows none of it.
#[derive(Clone)]
pub struct Verifier {
    pub(crate) keys: Vec<Key>,
    pub(crate) tolerance: Option<Tolerance>,
}

impl Verifier {
    /// A verifier with one secret and the [default tolerance](crate::DEFAULT_TOLERANCE).
    ///
    /// The secret is the endpoint's, used as it is, byte for byte.
    ///
    /// # Errors
    ///
    /// [`ConfigError::InvalidSecret`].
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, ConfigError> {
        Self::builder().secret(secret).build()
    }

    /// For more than one secret, or another tolerance.
    pub fn builder() -> VerifierBuilder {
        VerifierBuilder::new()
    }

    /// Checks a delivery by the system clock.
    ///
    /// `payload` is the raw request body, as received; `header` the value of
    /// [`HEADER_NAME`](crate::HEADER_NAME), or `None`.
    ///
    /// # Errors
    ///
    /// Any [`VerifyError`] but `InvalidPayload`. A header that breaks the rules is refused before
    /// anything is hashed; the timestamp is judged only once the signature has matched.
    #[cfg(feature = "std")]
    pub fn verify<'h>(
        &self,
        payload: impl AsRef<[u8]>,
        header: impl Into<SignatureHeader<'h>>,
    ) -> Result<Verified, VerifyError> {
        self.check(payload.as_ref(), header.into(), Clock::System)
    }

    /// As [`verify`](Self::verify), with `now_ms` (milliseconds since the Unix epoch) for now.
    ///
    /// # Errors
    ///
    /// As [`verify`](Self::verify).
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use hookseal::{ErrorCode, Verifier, sign};
    ///
    /// let verifier = Verifier::new("whsec_example")?;
    /// let header = sign("whsec_example", "{}", 1_700_000_000_000);
    ///
    /// assert!(verifier.verify_at("{}", &header, 1_700_000_180_000).is_ok());
    /// let stale = verifier.verify_at("{}", &header, 1_700_000_180_001).unwrap_err();
    /// assert_eq!(stale.code(), ErrorCode::TimestampTooOld);
    /// # Ok(())
    /// # }
    /// ```
    pub fn verify_at<'h>(
        &self,
        payload: impl AsRef<[u8]>,
        header: impl Into<SignatureHeader<'h>>,
        now_ms: i64,
    ) -> Result<Verified, VerifyError> {
        self.check(payload.as_ref(), header.into(), Clock::Fixed(now_ms))
    }

    /// Starts the check of a payload that arrives in chunks.
    ///
    /// # Errors
    ///
    /// What is wrong with the header itself, before any of the payload is read.
    pub fn begin<'h>(
        &self,
        header: impl Into<SignatureHeader<'h>>,
    ) -> Result<Verification, VerifyError> {
        let mut signatures = Signatures::default();
        let timestamp = header::parse(header.into(), &mut signatures)?;
        Ok(Verification {
            macs: self.keys.iter().map(|key| key.begin(timestamp)).collect(),
            timestamp: timestamp.ms,
            signatures,
            tolerance: self.tolerance,
        })
    }

    pub(crate) fn check(
        &self,
        payload: &[u8],
        header: SignatureHeader<'_>,
        clock: Clock,
    ) -> Result<Verified, VerifyError> {
        let mut signatures = Signatures::default();
        let timestamp = header::parse(header, &mut signatures)?;
        let expected = self.keys.iter().map(|key| key.mac(timestamp, payload));
        judge(expected, &signatures, timestamp.ms, self.tolerance, clock)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("secrets", &format_args!("[{} redacted]", self.keys.len()))
            .field("tolerance", &self.tolerance)
            .finish()
    }
}
