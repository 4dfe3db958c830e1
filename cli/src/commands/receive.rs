//! `hookseal receive`.

use crate::outcome::{Fault, Outcome};

/// Verifies deliveries, stores them durably, and answers 200.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub common: crate::settings::common::CommonArgs,
}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("receive: not built yet".to_owned()))
}
