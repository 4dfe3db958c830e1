//! The command line. One file for each command: its flags, and how it runs.

mod completions;
mod events;
pub mod forward;
pub mod gateway;
mod inbox;
mod listen;
mod man;
pub mod receive;
pub(crate) mod send;
mod sign;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::outcome::{Fault, Outcome};

/// Receives WorkOS webhooks: verifies, stores, answers at once, and forwards to your application.
#[derive(Debug, Parser)]
#[command(name = "hookseal", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant, reason = "there is one")]
enum Command {
    Gateway(gateway::Args),
    Receive(receive::Args),
    Forward(forward::Args),
    Inbox(inbox::Args),
    Listen(listen::Args),
    Send(send::Args),
    Sign(sign::Args),
    Verify(verify::Args),
    Events(events::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the command, reports a fault on standard error, and returns the exit status.
pub fn run(cli: Cli) -> ExitCode {
    let outcome = match cli.command {
        Command::Gateway(args) => gateway::run(args),
        Command::Receive(args) => receive::run(args),
        Command::Forward(args) => forward::run(args),
        Command::Inbox(args) => inbox::run(args),
        Command::Listen(args) => listen::run(args),
        Command::Send(args) => send::run(&args),
        Command::Sign(args) => sign::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Events(args) => events::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    };
    outcome.unwrap_or_else(|fault| {
        eprintln!("hookseal: {fault}");
        fault.code()
    })
}

/// Runs a command's asynchronous part, on all cores.
pub fn block_on(work: impl Future<Output = Outcome>) -> Outcome {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Fault::Failed(format!("cannot start the runtime: {error}")))?
        .block_on(work)
}
