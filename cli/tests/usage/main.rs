//! The command line: what is refused, with which sentence, and that nothing has begun by then.

// Tests may panic, but clippy knows that only of functions with `#[test]`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod diagnosing;
mod documentation;
mod flags;
mod program;
mod readme;
mod secrets;
mod signing;
mod values;
mod variables;
