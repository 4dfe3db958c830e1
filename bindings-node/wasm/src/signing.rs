//! Signs payloads, to test an endpoint.

use hookseal::Signer;

use crate::memory::{self, Memory};
use crate::outcome::Fault;
use crate::{INTERNAL_ERROR, time};

/// Signs a payload, which follows the secret in the buffer. Returns the length of the header's
/// value or of the fault.
#[unsafe(no_mangle)]
pub extern "C" fn sign(secret: usize, payload: usize, timestamp: f64) -> f64 {
    memory::with(|Memory { buffer, answer, .. }| {
        let Some([key, payload]) = buffer.arguments([secret, payload]) else {
            return INTERNAL_ERROR;
        };
        let signed = Signer::new(key)
            .map_err(Fault::from)
            .and_then(|signer| Ok(signer.sign(payload, time::from_js(timestamp))?));
        buffer.wipe(secret);
        match signed {
            Ok(header) => answer.set(&header),
            Err(fault) => answer.set(&fault),
        }
    })
}
