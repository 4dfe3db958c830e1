//! `hookseal`, the command: receives WorkOS webhooks, stores them and forwards them to an application.
//!
//! A library only for the sake of its tests: what is stable is the command, not these modules.

pub mod commands;
pub mod diagnosis;
pub mod events_api;
pub mod forward;
pub mod gateway;
pub mod inbox;
pub mod listen;
pub mod log;
pub mod metrics;
pub mod outcome;
pub mod print;
pub mod receive;
mod send;
pub mod settings;
pub mod stop;
pub mod terminal;
