//! `hookseal inbox`. One file for each of its commands, and what they share.

mod catch_up;
mod filter;
mod list;
mod open;
mod prune;
mod retry;
mod row;
mod show;
mod stats;

use std::time::Duration;

use crate::inbox::bulk::Pace;
use crate::outcome::Outcome;

/// Quick, because someone waits for the end.
const PACE: Pace = Pace { batch: 100, pause: Duration::from_millis(10) };

/// Shows and manages the stored events, also while the gateway runs.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    List(list::Args),
    Show(show::Args),
    Retry(retry::Args),
    Prune(prune::Args),
    Stats(stats::Args),
    CatchUp(catch_up::Args),
}

pub fn run(args: Args) -> Outcome {
    match args.command {
        Command::List(args) => list::run(args),
        Command::Show(args) => show::run(args),
        Command::Retry(args) => retry::run(args),
        Command::Prune(args) => prune::run(args),
        Command::Stats(args) => stats::run(args),
        Command::CatchUp(args) => catch_up::run(args),
    }
}
