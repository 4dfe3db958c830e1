//! Answers to JavaScript that are not a single number.

use alloc::vec::Vec;

use serde::Serialize;

use crate::{INTERNAL_ERROR, memory};

/// The last answer, in JSON.
pub(crate) struct Answer(Vec<u8>);

impl Answer {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Keeps the answer until the next one, and returns its length.
    pub(crate) fn set(&mut self, answer: &impl Serialize) -> f64 {
        match serde_json::to_vec(answer).map(|json| (u32::try_from(json.len()), json)) {
            Ok((Ok(length), json)) => {
                self.0 = json;
                f64::from(length)
            }
            _ => INTERNAL_ERROR,
        }
    }
}

/// The address of the last answer.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    memory::with(|memory| memory.answer.0.as_ptr())
}
