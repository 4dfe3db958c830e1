//! `hookseal_verified`.

use hookseal_core::VerifyError;

use crate::failure::Failure;

/// What a genuine signature shows.
#[repr(C)]
pub struct Verified {
    /// When the delivery was issued, in milliseconds since the Unix epoch.
    pub timestamp: i64,
    /// Which of the verifier's secrets signed it, from 0.
    pub secret_index: usize,
}

/// Writes a verdict to `out`, which may be null. After a time error the timestamp is genuine, so it is
/// written too.
pub(crate) unsafe fn write_verdict(
    verdict: Result<hookseal_core::Verified, VerifyError>,
    out: *mut Verified,
) -> Result<(), Failure> {
    // SAFETY: null or valid for the call, as the caller promises.
    if let Some(out) = unsafe { out.as_mut() } {
        match verdict {
            Ok(verified) => {
                out.timestamp = verified.timestamp;
                out.secret_index = verified.secret_index;
            }
            Err(error) => {
                if let Some(timestamp) = error.timestamp() {
                    out.timestamp = timestamp;
                }
            }
        }
    }
    verdict.map(drop).map_err(Failure::Verify)
}
