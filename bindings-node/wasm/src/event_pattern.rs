//! Which events a handler of a router is for.

use hookseal::{EventPattern, PatternError};

use crate::INTERNAL_ERROR;
use crate::memory::{self, Memory};
use crate::outcome::Fault;

/// Checks a pattern. Returns the length of the fault, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn pattern_fault(pattern: usize) -> f64 {
    memory::with(|Memory { buffer, answer, .. }| {
        let pattern = buffer.argument(pattern).map(core::str::from_utf8);
        match pattern {
            Some(Ok(pattern)) => EventPattern::new(pattern)
                .map_or_else(|error| answer.set(&Fault::from(error)), |_| 0.0),
            _ => INTERNAL_ERROR,
        }
    })
}

/// Whether an event of this name, which follows the pattern in the buffer, matches it: 1 or 0.
#[unsafe(no_mangle)]
pub extern "C" fn event_matches(pattern: usize, name: usize) -> f64 {
    memory::with(|Memory { buffer, .. }| {
        let texts = buffer.arguments([pattern, name]);
        let Some([Ok(pattern), Ok(name)]) = texts.map(|texts| texts.map(core::str::from_utf8))
        else {
            return INTERNAL_ERROR;
        };
        let matches = EventPattern::new(pattern).is_ok_and(|pattern| pattern.matches(name));
        if matches { 1.0 } else { 0.0 }
    })
}

impl From<PatternError> for Fault {
    fn from(error: PatternError) -> Self {
        Self::of_arguments(&error)
    }
}
