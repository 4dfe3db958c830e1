//! Collects what a verifier is made of; every configuration rule is checked here.

use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use crate::error::{ConfigError, SecretFault};
use crate::secret::{self, Key};
use crate::tolerance::{DEFAULT_TOLERANCE, Tolerance};
use crate::verifier::Verifier;

/// How many secrets a verifier may have. A rotation needs two; more than this is a mistake, and each
/// costs a hash of the payload.
pub const MAX_SECRETS: usize = 16;

/// Collects the secrets and the tolerance of a [`Verifier`].
///
/// ```
/// # fn main() -> Result<(), hookseal::ConfigError> {
/// use std::time::Duration;
///
/// // While a secret is being rotated, both are accepted, whatever their order.
/// let verifier = hookseal::Verifier::builder()
///     .secrets(["whsec_new", "whsec_old"])
///     .tolerance(Duration::from_secs(300))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "call `build`"]
pub struct VerifierBuilder {
    /// A secret is keyed as it comes, so that the builder never holds one.
    keys: Vec<Key>,
    secret_count: usize,
    /// The first fault met, with its index; told by `build`, so that calls chain.
    secret_fault: Option<(usize, SecretFault)>,
    tolerance_seconds: Option<f64>,
}

impl VerifierBuilder {
    pub(crate) fn new() -> Self {
        Self {
            keys: Vec::new(),
            secret_count: 0,
            secret_fault: None,
            tolerance_seconds: Some(DEFAULT_TOLERANCE.as_secs_f64()),
        }
    }

    /// Adds a secret; between 1 and 16 are needed. A delivery signed with any of them is genuine.
    pub fn secret(mut self, secret: impl AsRef<[u8]>) -> Self {
        let secret = secret.as_ref();
        match secret::check(secret) {
            Ok(()) if self.secret_count < MAX_SECRETS => self.keys.push(Key::new(secret)),
            Ok(()) => {} // one too many: `build` refuses
            Err(fault) => {
                self.secret_fault = self.secret_fault.or(Some((self.secret_count, fault)));
            }
        }
        self.secret_count += 1;
        self
    }

    /// Adds several, in order.
    pub fn secrets(self, secrets: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        secrets.into_iter().fold(self, Self::secret)
    }

    /// How far the timestamp may be from now, either way, to the nearest millisecond: at most one
    /// day. `None` accepts a genuine delivery of any age, and any replay of it.
    pub fn tolerance(self, tolerance: impl Into<Option<Duration>>) -> Self {
        self.tolerance_seconds(tolerance.into().map(|tolerance| tolerance.as_secs_f64()))
    }

    /// As [`tolerance`](Self::tolerance), in seconds, which must be finite and not negative.
    pub fn tolerance_seconds(mut self, tolerance: impl Into<Option<f64>>) -> Self {
        self.tolerance_seconds = tolerance.into();
        self
    }

    /// Makes the verifier.
    ///
    /// # Errors
    ///
    /// [`ConfigError`]: a secret that may not be used, none or too many of them, or a tolerance
    /// out of range.
    pub fn build(self) -> Result<Verifier, ConfigError> {
        if let Some((index, fault)) = self.secret_fault {
            let index = (self.secret_count > 1).then_some(index);
            return Err(ConfigError::InvalidSecret { index, fault });
        }
        match self.secret_count {
            0 => Err(ConfigError::NoSecret),
            1..=MAX_SECRETS => Ok(Verifier {
                keys: self.keys,
                tolerance: self.tolerance_seconds.map(Tolerance::from_seconds).transpose()?,
            }),
            _ => Err(ConfigError::TooManySecrets),
        }
    }
}

impl fmt::Debug for VerifierBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifierBuilder")
            .field("secrets", &format_args!("[{} redacted]", self.secret_count))
            .field("tolerance_seconds", &self.tolerance_seconds)
            .finish_non_exhaustive()
    }
}
