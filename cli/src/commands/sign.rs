//! `hookseal sign`.

use crate::outcome::{Fault, Outcome};

/// Makes the signature header for a payload.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("sign: not built yet".to_owned()))
}
