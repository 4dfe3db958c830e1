//! The verifier: its secrets and tolerance are checked once and used for every delivery.

use alloc::vec::Vec;
use core::fmt;

use crate::builder::VerifierBuilder;
use crate::clock::Clock;
use crate::error::{ConfigError, VerifyError};
use crate::header::{self, SignatureHeader, Signatures};
use crate::secret::Key;
use crate::tolerance::{DEFAULT_TOLERANCE, Tolerance};
use crate::verification::{Verification, Verified, judge};

/// Verifies the deliveries of one endpoint.
///
/// Make it once and share it: it is immutable, `Send` and `Sync`. It keeps its secrets as HMAC
/// state, so that a check only hashes the payload and never allocates. That state is wiped on drop,
/// and `Debug` hides it.
#[derive(Clone)]
pub struct Verifier {
    pub(crate) keys: Vec<Key>,
    pub(crate) tolerance: Option<Tolerance>,
}

impl Verifier {
    /// Makes a verifier with one secret and the [default tolerance](crate::DEFAULT_TOLERANCE).
    ///
    /// Pass the endpoint's secret exactly as `WorkOS` shows it: every byte counts.
    ///
    /// # Errors
    ///
    /// [`ConfigError::InvalidSecret`].
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, ConfigError> {
        Self::builder().secret(secret).build()
    }

    /// Makes a builder, for several secrets or another tolerance.
    pub fn builder() -> VerifierBuilder {
        VerifierBuilder::new(DEFAULT_TOLERANCE)
    }

    /// Checks a delivery, with the system clock's time.
    ///
    /// `payload` is the raw request body as received. `header` is the value of
    /// [`HEADER_NAME`](crate::HEADER_NAME), or `None`.
    ///
    /// # Errors
    ///
    /// Any [`VerifyError`] except `InvalidPayload`. A header that breaks the rules is refused
    /// before anything is hashed. The timestamp is judged only after the signature has matched.
    #[cfg(feature = "std")]
    pub fn verify<'h>(
        &self,
        payload: impl AsRef<[u8]>,
        header: impl Into<SignatureHeader<'h>>,
    ) -> Result<Verified, VerifyError> {
        self.check(payload.as_ref(), header.into(), Clock::System)
    }

    /// Like [`verify`](Self::verify), with `now_ms` as the current time, in milliseconds since the
    /// Unix epoch.
    ///
    /// # Errors
    ///
    /// The errors of [`verify`](Self::verify).
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
    /// [`VerifyError::MissingHeader`], [`VerifyError::MalformedHeader`] or
    /// [`VerifyError::NoSignature`], before any of the payload is read.
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
