//! The inbox in SQLite: what every inbox does, and what only a file can suffer.

#[path = "../inbox_contract/mod.rs"]
mod inbox_contract;

mod process;
mod replaced;
mod support;
mod trouble;

contract_tests!(support::fresh_store);
