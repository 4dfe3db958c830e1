//! `hookseal gateway`: two processes that do not take each other down.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../support/application.rs"]
mod application;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/setup.rs"]
mod setup;

mod gateway;

mod dying;
mod starting;
mod stopping;
