//! `hookseal forward`.

use crate::outcome::{Fault, Outcome};

/// Forwards stored events to your application, and retries until it answers 2xx.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("forward: not built yet".to_owned()))
}
