//! `hookseal man`.

use crate::outcome::{Fault, Outcome};

/// Prints the manual page.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("man: not built yet".to_owned()))
}
