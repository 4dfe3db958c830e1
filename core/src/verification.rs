//! Judges a payload, complete or in chunks.

use alloc::vec::Vec;
use core::fmt;

use crate::clock::Clock;
use crate::error::VerifyError;
use crate::header::Signatures;
use crate::secret::{Digest, Mac};
use crate::tolerance::Tolerance;

/// The result of an accepted delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Verified {
    /// When `WorkOS` issued the delivery, in milliseconds since the Unix epoch.
    pub timestamp: i64,
    /// The index of the secret that signed it, from 0: the first that matches. Once you see only
    /// the new secret's index, the rotation is over and you can remove the old secret.
    pub secret_index: usize,
}

/// Verifies a payload while it arrives. [`Verifier::begin`](crate::Verifier::begin) makes one.
///
/// The size of the chunks does not matter. Act on the payload only after [`finish`](Self::finish)
/// has accepted it.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let header = hookseal::sign("whsec_example", "all of it", 1_700_000_000_000);
/// let verifier = hookseal::Verifier::new("whsec_example")?;
///
/// let mut verification = verifier.begin(&header)?;
/// for chunk in ["all ", "of ", "it"] {
///     verification.update(chunk);
/// }
/// let verified = verification.finish_at(1_700_000_001_000)?;
/// assert_eq!(verified.timestamp, 1_700_000_000_000);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "nothing is verified until `finish`"]
pub struct Verification {
    /// One for each secret, because only the end shows which of them signed.
    pub(crate) macs: Vec<Mac>,
    pub(crate) signatures: Signatures,
    pub(crate) timestamp: i64,
    pub(crate) tolerance: Option<Tolerance>,
}

impl Verification {
    /// Adds the next chunk of the payload.
    pub fn update(&mut self, chunk: impl AsRef<[u8]>) {
        for mac in &mut self.macs {
            mac.update(chunk.as_ref());
        }
    }

    /// Judges the complete payload, with the system clock's time.
    ///
    /// # Errors
    ///
    /// [`VerifyError::SignatureMismatch`], and then [`VerifyError::TimestampTooOld`] or
    /// [`VerifyError::TimestampInFuture`].
    #[cfg(feature = "std")]
    pub fn finish(self) -> Result<Verified, VerifyError> {
        self.judge(Clock::System)
    }

    /// Like [`finish`](Self::finish), with `now_ms` as the current time, in milliseconds since the
    /// Unix epoch.
    ///
    /// # Errors
    ///
    /// The errors of [`finish`](Self::finish).
    pub fn finish_at(self, now_ms: i64) -> Result<Verified, VerifyError> {
        self.judge(Clock::Fixed(now_ms))
    }

    fn judge(mut self, clock: Clock) -> Result<Verified, VerifyError> {
        judge(
            self.macs.iter_mut().map(Mac::finish),
            &self.signatures,
            self.timestamp,
            self.tolerance,
            clock,
        )
    }
}

/// Hides the keyed state.
impl fmt::Debug for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verification").field("timestamp", &self.timestamp).finish_non_exhaustive()
    }
}

/// Checks the signature first and the time only then, so a time error means a genuine delivery.
///
/// It stops at the first secret that matches. That leaks nothing, because the result names that
/// secret anyway.
#[inline]
pub(crate) fn judge(
    mut expected: impl Iterator<Item = Digest>,
    signatures: &Signatures,
    timestamp: i64,
    tolerance: Option<Tolerance>,
    clock: Clock,
) -> Result<Verified, VerifyError> {
    let secret_index = expected
        .position(|digest| digest.is_among(signatures))
        .ok_or(VerifyError::SignatureMismatch)?;
    if let Some(tolerance) = tolerance {
        tolerance.check(timestamp, clock.now_ms())?;
    }
    Ok(Verified { timestamp, secret_index })
}
