//! The signature of an attempt, and its timestamp.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hookseal::Signer;

use super::kind::Kind;
use crate::commands::send::{Args, Resign};

/// Signs with the endpoint's secret.
#[derive(Debug)]
pub struct Signing {
    signer: Signer,
    resign: Resign,
    stale_by: Duration,
}

impl Signing {
    pub fn new(args: &Args, signer: Signer) -> Self {
        let stale_by = Duration::from_secs(args.stale_by.into());
        Self { signer, resign: args.resign, stale_by }
    }

    /// The header of an attempt made now, `waited` after the first attempt in simulated time.
    ///
    /// The endpoint uses the real clock even if time is compressed. So if the first signature is
    /// kept, its timestamp is the real time minus the simulated time that has passed. The endpoint
    /// then sees the age that it would see without compression.
    pub fn header(&self, kind: Kind, body: &[u8], waited: Duration) -> String {
        let mut age = match self.resign {
            Resign::Each => Duration::ZERO,
            Resign::First => waited,
        };
        if kind == Kind::Stale {
            age += self.stale_by;
        }
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let ms = since_epoch.saturating_sub(age).as_millis();
        // Signing fails only if the clock is beyond the year 33658.
        self.signer.sign(body, i64::try_from(ms).unwrap_or(0)).unwrap_or_default()
    }
}
