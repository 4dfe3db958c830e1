//! `hookseal forward`, with an inbox of SQLite, in front of applications of every kind.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../support/application.rs"]
mod application;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/setup.rs"]
mod setup;

mod admin;
mod answers;
mod deliveries;
mod leases;
mod ordered;
mod outages;
mod stopping;
mod tls;
