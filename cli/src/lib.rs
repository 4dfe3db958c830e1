//! `hookseal`, the command: receives WorkOS webhooks, stores them and forwards them to an application.
//!
//! A library only for the sake of its tests: what is stable is the command, not these modules.

pub mod commands;
pub mod events_api;
pub mod forward;
pub mod inbox;
pub mod log;
pub mod outcome;
pub mod print;
pub mod receive;
mod send;
pub mod settings;
