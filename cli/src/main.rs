//! `hookseal`, the command: receives WorkOS webhooks, stores them and forwards them to an application.

mod commands;
mod events_api;
mod forward;
mod inbox;
mod log;
mod outcome;
mod receive;
mod settings;

use std::process::ExitCode;

use clap::Parser;

use commands::Cli;

fn main() -> ExitCode {
    commands::run(Cli::parse())
}
