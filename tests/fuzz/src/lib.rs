//! What the targets share: how their inputs are read, and how the core is asked as the model is.

#![allow(clippy::missing_errors_doc, clippy::missing_panics_doc)] // to panic is what it is for

mod argument;
mod event;
pub mod machine;
pub mod reader;
pub mod recipe;
pub mod verdict;
