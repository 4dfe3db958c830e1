//! `hookseal send`.

use crate::outcome::{Fault, Outcome};

/// Sends webhooks to an endpoint, as WorkOS does and as an attacker would.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> Outcome {
    Err(Fault::Failed("send: not built yet".to_owned()))
}
