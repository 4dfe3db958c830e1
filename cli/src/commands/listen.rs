//! `hookseal listen`.

use crate::outcome::{Fault, Outcome};

/// Shows deliveries live, for local development.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("listen: not built yet".to_owned()))
}
