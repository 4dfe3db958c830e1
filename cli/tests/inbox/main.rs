//! The inbox in SQLite: what every inbox does, and what only a file can suffer.

// Tests may panic, but clippy knows that only of functions with `#[test]`.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "../inbox_contract/mod.rs"]
mod inbox_contract;

mod process;
mod replaced;
mod support;
mod trouble;

contract_tests!(support::fresh_store);
