//! How much work a diagnosis may do.

/// The work of one diagnosis, in bytes that are hashed.
const BYTES: usize = 24 << 20;

/// What a token of JSON costs beside its bytes.
const TOKEN: usize = 8;

/// What a signature costs beside the bytes of its payload: keying, padding and comparing.
const SIGNATURE: usize = 512;

/// The work that is left. What is tried first is what is most likely, so a large payload loses the
/// least likely accidents, and pairs of accidents.
pub(super) struct Budget(usize);

impl Budget {
    /// What is left after a verifier has hashed the payload with each of the secrets.
    pub(super) fn after_verifying(payload: &[u8], secrets: usize) -> Self {
        let mut budget = Self(BYTES);
        budget.take(payload.len().saturating_mul(secrets));
        budget
    }

    /// Takes the cost of hashing a payload.
    pub(super) fn sign(&mut self, payload: &[u8]) -> bool {
        self.take(payload.len().saturating_add(SIGNATURE))
    }

    /// Takes the cost of reading or writing that many bytes.
    pub(super) fn pass(&mut self, bytes: usize) -> bool {
        self.take(bytes)
    }

    /// Takes the cost of reading JSON and writing it, each token for itself.
    pub(super) fn rewrite_json(&mut self, bytes: usize, tokens: usize) -> bool {
        self.take(bytes.saturating_add(tokens.saturating_mul(TOKEN)))
    }

    /// Whether there was enough left. If not, nothing is left for anything else either, so that the
    /// order in which accidents are tried holds for large payloads too.
    fn take(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or_default();
        left.is_some()
    }

    pub(super) const fn is_spent(&self) -> bool {
        self.0 == 0
    }
}
