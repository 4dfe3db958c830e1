//! `hookseal gateway`.

use std::net::SocketAddr;

use crate::commands::{block_on, forward, receive};
use crate::gateway::{self, Half};
use crate::log;
use crate::outcome::Outcome;
use crate::stop::Stop;

/// Receives and forwards, in two processes that do not take each other down.
///
/// It has the flags of `receive` and of `forward`. A process that ends is started again.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    receive: receive::Args,
    #[command(flatten)]
    forward: forward::Flags,
    /// Serve /healthz, /readyz and /metrics of forwarding here. Default: nowhere.
    #[arg(long, value_name = "ADDRESS", env = "HOOKSEAL_FORWARD_ADMIN_LISTEN")]
    forward_admin_listen: Option<SocketAddr>,
    /// Be this half of a gateway, which set it.
    #[arg(long, env = gateway::VARIABLE, hide = true)]
    gateway_half: Option<Half>,
}

pub fn run(args: Args) -> Outcome {
    let Args { receive, forward, forward_admin_listen, gateway_half } = args;
    log::start(receive.common.log_json)?;
    match gateway_half {
        None => {
            // Only checks them, so that a wrong setting is told once, and by the gateway.
            receive::settings(&receive)?;
            forward::settings(&receive.common, forward, forward_admin_listen)?;
            block_on(async { gateway::supervise(Stop::on_signals()?).await })
        }
        Some(Half::Receive) => {
            let settings = receive::settings(&receive)?;
            block_on(async {
                let stop = Stop::on_signals()?.or_when(gateway::gateway_is_gone());
                crate::receive::run(settings, stop).await
            })
        }
        Some(Half::Forward) => {
            let settings = forward::settings(&receive.common, forward, forward_admin_listen)?;
            block_on(async {
                let stop = Stop::on_signals()?.or_when(gateway::gateway_is_gone());
                crate::forward::run(settings, stop).await
            })
        }
    }
}
