//! `hookseal inbox`.

use crate::outcome::{Fault, Outcome};

/// Shows and manages the stored events.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("inbox: not built yet".to_owned()))
}
