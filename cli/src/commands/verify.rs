//! `hookseal verify`.

use crate::outcome::{Fault, Outcome};

/// Checks a payload and its signature header.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("verify: not built yet".to_owned()))
}
