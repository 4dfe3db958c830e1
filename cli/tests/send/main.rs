//! Tests the program as users run it, against an endpoint on this machine.

// Tests may panic, but clippy knows that only of functions with `#[test]`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod actions;
mod endpoint;
mod events;
mod live;
mod misbehaviour;
mod pace;
mod program;
mod retries;
mod tls;
mod usage;
