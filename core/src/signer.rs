//! Signs payloads like `WorkOS`, to test an endpoint.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

#[cfg(feature = "std")]
use crate::clock::system_now_ms;
use crate::error::ConfigError;
use crate::header::{MAX_TIMESTAMP, Timestamp};
use crate::secret::{self, Key};

/// Signs `payload` as `WorkOS` would at `timestamp_ms`, and returns the value of the signature
/// header.
///
/// It accepts any secret and any timestamp, so that a test can also make a header that a
/// [`Verifier`](crate::Verifier) refuses. [`Signer`] checks both.
///
/// ```
/// let header = hookseal::sign("whsec_example", r#"{"id":"event_01"}"#, 1_700_000_000_000);
/// assert!(header.starts_with("t=1700000000000, v1="));
/// ```
#[must_use]
pub fn sign(secret: impl AsRef<[u8]>, payload: impl AsRef<[u8]>, timestamp_ms: i64) -> String {
    header_value(&Key::new(secret.as_ref()), payload.as_ref(), timestamp_ms)
}

/// Signs many payloads with one secret, which is checked once.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let signer = hookseal::Signer::new("whsec_example")?;
/// let header = signer.sign_now("{}");
/// hookseal::Verifier::new("whsec_example")?.verify("{}", &header)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Signer(Key);

impl Signer {
    /// Makes a signer. The secret must be one that a [`Verifier`](crate::Verifier) accepts.
    ///
    /// # Errors
    ///
    /// [`ConfigError::InvalidSecret`].
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, ConfigError> {
        let secret = secret.as_ref();
        secret::check(secret).map_err(|fault| ConfigError::InvalidSecret { index: None, fault })?;
        Ok(Self(Key::new(secret)))
    }

    /// Signs `payload` with the time `timestamp_ms`, in milliseconds since the Unix epoch, and
    /// returns the value of the signature header.
    ///
    /// # Errors
    ///
    /// [`TimestampOutOfRange`].
    pub fn sign(
        &self,
        payload: impl AsRef<[u8]>,
        timestamp_ms: i64,
    ) -> Result<String, TimestampOutOfRange> {
        if (0..=MAX_TIMESTAMP).contains(&timestamp_ms) {
            Ok(header_value(&self.0, payload.as_ref(), timestamp_ms))
        } else {
            Err(TimestampOutOfRange(timestamp_ms))
        }
    }

    /// Signs `payload` with the time of the system clock, and returns the value of the signature
    /// header.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn sign_now(&self, payload: impl AsRef<[u8]>) -> String {
        header_value(&self.0, payload.as_ref(), system_now_ms())
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(secret redacted)")
    }
}

/// A timestamp that no header can carry: it is negative or has more than 15 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampOutOfRange(
    /// The given timestamp, in milliseconds since the Unix epoch.
    pub i64,
);

impl fmt::Display for TimestampOutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "timestamp must be milliseconds since the Unix epoch, from 0 to {MAX_TIMESTAMP}; it was {}",
            self.0
        )
    }
}

impl core::error::Error for TimestampOutOfRange {}

fn header_value(key: &Key, payload: &[u8], timestamp_ms: i64) -> String {
    let digits = timestamp_ms.to_string();
    let signature = key.mac(Timestamp { digits: digits.as_bytes(), ms: timestamp_ms }, payload);
    format!("t={digits}, v1={}", signature.to_hex())
}
