//! Which events a handler of a router is for.

use hookseal::EventPattern;

use crate::INTERNAL_ERROR;
use crate::memory::{self, Memory};

/// Whether an event of this name, which follows the pattern in the buffer, matches it: 1 or 0; or -1
/// if no event could.
#[unsafe(no_mangle)]
pub extern "C" fn event_matches(pattern: usize, name: usize) -> f64 {
    memory::with(|Memory { buffer, .. }| {
        let Some([pattern, name]) = buffer.arguments([pattern, name]) else {
            return INTERNAL_ERROR;
        };
        match EventPattern::new(pattern).map(|pattern| pattern.matches(name)) {
            Ok(true) => 1.0,
            Ok(false) => 0.0,
            Err(_) => -1.0,
        }
    })
}
