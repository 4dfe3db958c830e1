//! A payload that arrives in chunks.

use napi_derive::napi;

use crate::milliseconds;
use crate::outcome::Outcome;

/// A verification under way, refused from the start, or over.
#[napi]
#[derive(Debug)]
pub struct NativeVerification {
    state: Option<hookseal::Verification>,
    refusal: Option<Outcome>,
}

impl NativeVerification {
    pub(crate) fn new(begun: Result<hookseal::Verification, Outcome>) -> Self {
        match begun {
            Ok(state) => Self { state: Some(state), refusal: None },
            Err(refusal) => Self { state: None, refusal: Some(refusal) },
        }
    }
}

#[napi]
impl NativeVerification {
    /// Why the header alone was reason enough to refuse, if it was; told once.
    #[napi(catch_unwind)]
    pub fn refusal(&mut self) -> Option<Outcome> {
        self.refusal.take()
    }

    /// False once it is finished.
    #[napi(catch_unwind)]
    pub fn update(&mut self, chunk: &[u8]) -> bool {
        self.state.as_mut().map(|state| state.update(chunk)).is_some()
    }

    /// Absent once it is finished. `now` in milliseconds; absent for the system clock.
    #[napi(catch_unwind)]
    pub fn finish(&mut self, now: Option<f64>) -> Option<Outcome> {
        self.state.take().map(|state| match now {
            Some(now) => state.finish_at(milliseconds(now)).into(),
            None => state.finish().into(),
        })
    }
}
