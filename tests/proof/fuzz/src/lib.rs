//! What the targets share: reading their inputs, and asking the core what the model is asked.

#![allow(clippy::missing_errors_doc, clippy::missing_panics_doc)] // targets report by panicking

mod argument;
mod event;
pub mod machine;
pub mod reader;
pub mod recipe;
pub mod verdict;
