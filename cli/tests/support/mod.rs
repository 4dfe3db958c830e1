//! What the tests of the program share: the program itself, raw sockets, and signed deliveries.

#![allow(dead_code, reason = "no test uses all of it")]

pub mod delivery;
pub mod program;
pub mod raw;
