//! `hookseal`: see the library beside it.

use std::process::ExitCode;

use clap::Parser;
use hookseal_cli::commands::{self, Cli};

fn main() -> ExitCode {
    commands::run(Cli::parse())
}
