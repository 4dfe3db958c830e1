//! Diagnoses for whoever has a verifier, and not the secrets that it was made with.

use alloc::vec::Vec;

use super::secrets::Candidate;
use super::verdict::Verdict;
use super::{Diagnosis, Judged, explain};
use crate::verifier::Verifier;

impl Verifier {
    /// Like [`diagnose`](crate::diagnose), with the secrets and the tolerance of this verifier.
    ///
    /// A verifier keeps no secrets, only keys that it made of them. So this finds what happened to
    /// the payload, the header or the clock, and not what happened to a secret.
    ///
    /// ```
    /// # fn main() -> Result<(), hookseal::ConfigError> {
    /// let verifier = hookseal::Verifier::new("whsec_example")?;
    /// let header = hookseal::sign("whsec_example", "{}", 1_700_000_000_000);
    /// let diagnosis = verifier.diagnose_at(b"{}\n", Some(header.as_bytes()), 1_700_000_000_000);
    /// assert!(diagnosis.log_line().is_some_and(|line| line.starts_with("payload_newline_added: ")));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn diagnose_at(&self, payload: &[u8], header: Option<&[u8]>, now_ms: i64) -> Diagnosis {
        let candidates: Vec<Candidate> = (self.keys.iter().enumerate())
            .map(|(index, key)| Candidate { key: key.clone(), accidents: Vec::new(), index })
            .collect();
        let judged = Judged {
            verdict: Verdict::by(self, payload, header, now_ms),
            secrets: &[],
            tolerance: self.tolerance,
            now_ms,
        };
        explain(payload, header, &candidates, &judged)
    }
}

#[cfg(feature = "event")]
impl crate::action::ActionVerifier {
    /// Like [`Verifier::diagnose_at`].
    #[must_use]
    pub fn diagnose_at(&self, payload: &[u8], header: Option<&[u8]>, now_ms: i64) -> Diagnosis {
        self.0.diagnose_at(payload, header, now_ms)
    }
}
