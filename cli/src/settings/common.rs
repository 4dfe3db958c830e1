//! The flags that `receive`, `forward` and `gateway` share.

use super::inbox_url::InboxArgs;
use super::secrets::SecretArgs;

/// Flags of every part of the gateway.
#[derive(Clone, Debug, clap::Args)]
pub struct CommonArgs {
    #[command(flatten)]
    pub inbox: InboxArgs,
    #[command(flatten)]
    pub secrets: SecretArgs,
    /// Write the log as JSON, one object a line.
    #[arg(long, env = "HOOKSEAL_LOG_JSON")]
    pub log_json: bool,
}
