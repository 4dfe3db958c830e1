//! A delivery that a command is given to judge.

use super::payload::PayloadArgs;
use super::secrets::SecretArgs;

/// What WorkOS sent, and what it was signed with.
#[derive(Debug, clap::Args)]
pub struct DeliveryArgs {
    /// What was signed.
    #[command(flatten)]
    pub payload: PayloadArgs,
    /// The value of the header WorkOS-Signature, as received.
    #[arg(long, value_name = "VALUE")]
    pub header: String,
    /// The endpoint's secrets.
    #[command(flatten)]
    pub secrets: SecretArgs,
}
