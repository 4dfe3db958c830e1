//! The sender as its users have it: the program, against an endpoint on this machine.

// Tests may panic; beyond `#[test]` itself, clippy does not know that this is one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod endpoint;
mod events;
mod live;
mod misbehaviour;
mod pace;
mod program;
mod retries;
mod tls;
mod usage;
