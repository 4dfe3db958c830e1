//! `hookseal gateway`.

use std::net::SocketAddr;

use super::block_on;
use super::forward::ForwardArgs;
use super::receive::ReceiveArgs;
use crate::gateway::{self, Half};
use crate::outcome::Outcome;
use crate::settings::common::CommonArgs;
use crate::stop::Stop;
use crate::{forward, log, receive};

/// Receives and forwards, in two processes that do not take each other down.
///
/// It has the flags of `receive` and of `forward`. A process that ends is started again; one that cannot begin at all,
/// for example because its address is taken, ends the gateway.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: CommonArgs,
    #[command(flatten)]
    receive: ReceiveArgs,
    #[command(flatten)]
    forward: ForwardArgs,
    /// Serve /healthz, /readyz and /metrics of forwarding here. Default: nowhere.
    #[arg(long, value_name = "ADDRESS", env = "HOOKSEAL_FORWARD_ADMIN_LISTEN")]
    forward_admin_listen: Option<SocketAddr>,
    /// Be this half of the gateway that started this process.
    #[arg(long, env = gateway::VARIABLE, hide = true)]
    gateway_half: Option<Half>,
}

/// Runs the command.
///
/// # Errors
///
/// A [`Fault`](crate::outcome::Fault) that says what is wrong.
pub fn run(args: Args) -> Outcome {
    log::start(args.common.log_json)?;
    // The gateway itself only checks them, so that a wrong setting is told once.
    let receiving = args.receive.settings(&args.common)?;
    let forwarding =
        args.forward.settings(&args.common, "--forward-admin-listen", args.forward_admin_listen)?;
    block_on(async {
        let stop = Stop::on_signals()?;
        match args.gateway_half {
            None => gateway::supervise(stop).await,
            Some(half) => {
                let stop = stop.or_when(gateway::gateway_is_gone());
                match half {
                    Half::Receive => receive::run(receiving, stop).await,
                    Half::Forward => forward::run(forwarding, stop).await,
                }
            }
        }
    })
}
