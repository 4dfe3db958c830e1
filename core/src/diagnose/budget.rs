//! How much work a diagnosis may do.

/// The bytes that one diagnosis may hash, read or write.
const BYTES: usize = 40 << 20;

/// What a signature costs beside the bytes of its payload: keying, padding and comparing.
const SIGNATURE: usize = 512;

/// The work that is left. What is tried first is what is most likely, so a small budget loses the
/// least likely pairs of accidents.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) const fn new() -> Self {
        Self(BYTES)
    }

    /// Takes the cost of rewriting a payload of `read` bytes to one of `written` bytes at most.
    pub(super) fn rewrite(&mut self, read: usize) -> bool {
        self.take(read)
    }

    /// Takes the cost of hashing a payload.
    pub(super) fn sign(&mut self, payload: &[u8]) -> bool {
        self.take(payload.len().saturating_add(SIGNATURE))
    }

    /// Whether there was enough left. If not, nothing is left for anything else either, so that the
    /// order in which accidents are tried holds for large payloads too.
    fn take(&mut self, bytes: usize) -> bool {
        match self.0.checked_sub(bytes) {
            Some(left) => {
                self.0 = left;
                true
            }
            None => {
                self.0 = 0;
                false
            }
        }
    }

    pub(super) const fn is_spent(&self) -> bool {
        self.0 == 0
    }
}
