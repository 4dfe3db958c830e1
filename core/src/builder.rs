//! Builds a verifier and checks every rule of its configuration.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

use crate::error::{ConfigError, SecretFault};
use crate::secret::{self, Key};
use crate::tolerance::Tolerance;
use crate::verifier::Verifier;

/// The most secrets that a verifier may have. A rotation needs two. Each costs another hash of the
/// payload, so a longer list is treated as a mistake.
pub const MAX_SECRETS: usize = 16;

/// Collects the secrets and the tolerance of a [`Verifier`], or of another verifier `V`.
///
/// ```
/// # fn main() -> Result<(), hookseal::ConfigError> {
/// use std::time::Duration;
///
/// // During a rotation, the verifier accepts both secrets. Their order does not matter.
/// let verifier = hookseal::Verifier::builder()
///     .secrets(["whsec_new", "whsec_old"])
///     .tolerance(Duration::from_secs(300))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "call `build`"]
pub struct VerifierBuilder<V = Verifier> {
    /// Each secret becomes a key at once, so that the builder never stores a secret.
    keys: Vec<Key>,
    secret_count: usize,
    /// The first faulty secret and its index. `build` reports it, so that calls can be chained.
    secret_fault: Option<(usize, SecretFault)>,
    tolerance_seconds: Option<f64>,
    builds: PhantomData<fn() -> V>,
}

impl<V: From<Verifier>> VerifierBuilder<V> {
    pub(crate) fn new(tolerance: Duration) -> Self {
        Self {
            keys: Vec::new(),
            secret_count: 0,
            secret_fault: None,
            tolerance_seconds: Some(tolerance.as_secs_f64()),
            builds: PhantomData,
        }
    }

    /// Adds a secret. A verifier needs 1 to 16 of them and accepts a delivery signed with any.
    pub fn secret(mut self, secret: impl AsRef<[u8]>) -> Self {
        let secret = secret.as_ref();
        match secret::check(secret) {
            Ok(()) if self.secret_count < MAX_SECRETS => self.keys.push(Key::new(secret)),
            Ok(()) => {} // too many: `build` reports it
            Err(fault) => {
                self.secret_fault = self.secret_fault.or(Some((self.secret_count, fault)));
            }
        }
        self.secret_count += 1;
        self
    }

    /// Adds several secrets, in order.
    pub fn secrets(self, secrets: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        secrets.into_iter().fold(self, Self::secret)
    }

    /// Sets how far the timestamp may differ from now, in either direction. It is rounded to the
    /// nearest millisecond and may be at most one day. `None` turns the check off: a genuine
    /// delivery of any age is accepted, and so is any replay of it.
    pub fn tolerance(self, tolerance: impl Into<Option<Duration>>) -> Self {
        self.tolerance_seconds(tolerance.into().map(|tolerance| tolerance.as_secs_f64()))
    }

    /// Like [`tolerance`](Self::tolerance), in seconds. The number must be finite and not negative.
    pub fn tolerance_seconds(mut self, tolerance: impl Into<Option<f64>>) -> Self {
        self.tolerance_seconds = tolerance.into();
        self
    }

    /// Builds the verifier.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if a secret is not allowed, if there are none or too many, or if the
    /// tolerance is out of range.
    pub fn build(self) -> Result<V, ConfigError> {
        if let Some((index, fault)) = self.secret_fault {
            let index = (self.secret_count > 1).then_some(index);
            return Err(ConfigError::InvalidSecret { index, fault });
        }
        match self.secret_count {
            0 => Err(ConfigError::NoSecret),
            1..=MAX_SECRETS => {
                let tolerance = self.tolerance_seconds.map(Tolerance::from_seconds).transpose()?;
                Ok(Verifier { keys: self.keys, tolerance }.into())
            }
            _ => Err(ConfigError::TooManySecrets),
        }
    }
}

impl<V> fmt::Debug for VerifierBuilder<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifierBuilder")
            .field("secrets", &format_args!("[{} redacted]", self.secret_count))
            .field("tolerance_seconds", &self.tolerance_seconds)
            .finish_non_exhaustive()
    }
}
