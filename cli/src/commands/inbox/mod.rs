//! `hookseal inbox`.

mod catch_up;

use crate::outcome::Outcome;

/// Shows and manages the stored events.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    CatchUp(catch_up::Args),
}

pub fn run(args: Args) -> Outcome {
    match args.command {
        Command::CatchUp(args) => catch_up::run(args),
    }
}
