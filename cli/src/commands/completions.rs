//! `hookseal completions`.

use crate::outcome::{Fault, Outcome};

/// Prints a completion script for your shell.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("completions: not built yet".to_owned()))
}
