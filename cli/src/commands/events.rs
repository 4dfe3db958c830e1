//! `hookseal events`.

use crate::outcome::{Fault, Outcome};

/// Lists the names of WorkOS's events.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("events: not built yet".to_owned()))
}
