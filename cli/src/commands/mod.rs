//! The command line. One file for each command: its flags, and how it runs.

mod completions;
mod diagnose;
mod events;
pub mod forward;
pub mod gateway;
mod inbox;
mod listen;
mod man;
pub mod receive;
pub(crate) mod send;
mod sign;
mod usage;
mod verify;

use std::process::ExitCode;

use clap::builder::BoolishValueParser;
use clap::{Arg, ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::outcome::{Fault, Outcome};
use crate::settings::variables;

/// Receives WorkOS webhooks: verifies, stores, answers at once, and forwards to your application.
#[derive(Debug, Parser)]
#[command(name = "hookseal", version, max_term_width = 100)]
struct Cli {
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
    Diagnose(diagnose::Args),
    Events(events::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Reads the command line and the environment, runs the command, reports a fault on standard error, and returns the
/// exit status.
pub fn start() -> ExitCode {
    let parsed = command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let outcome = match parsed {
        Ok(cli) => check_variables().and_then(|()| run(cli)),
        Err(error) => match usage::fault(&error) {
            // A mistyped variable may be why a flag is missing.
            Some(fault) => Err(check_variables().err().unwrap_or(fault)),
            None => error.exit(),
        },
    };
    outcome.unwrap_or_else(|fault| {
        eprintln!("hookseal: {fault}");
        fault.code()
    })
}

/// The command line, as it is parsed, documented and tested.
pub fn command() -> clap::Command {
    adapted(Cli::command())
}

fn adapted(command: clap::Command) -> clap::Command {
    command.mut_args(adapted_arg).mut_subcommands(adapted)
}

fn adapted_arg(arg: Arg) -> Arg {
    // The help must not show what a variable holds, such as the password in HOOKSEAL_INBOX.
    let arg = arg.hide_env_values(true);
    match arg.get_action() {
        // A variable turns a flag on by `1` and `yes` as well as by `true`.
        ArgAction::SetTrue => arg.value_parser(BoolishValueParser::new()),
        // `--count -1` is a wrong value, not an unknown flag.
        ArgAction::Set | ArgAction::Append => arg.allow_negative_numbers(true),
        _ => arg,
    }
}

/// The command and those below it.
pub fn all(command: &clap::Command) -> Vec<clap::Command> {
    let below = command.get_subcommands().flat_map(all);
    std::iter::once(command.clone()).chain(below).collect()
}

fn check_variables() -> Result<(), Fault> {
    let known = all(&command())
        .iter()
        .flat_map(clap::Command::get_arguments)
        .filter_map(|arg| Some(arg.get_env()?.to_string_lossy().into_owned()))
        .collect();
    variables::check(&known)
}

fn run(cli: Cli) -> Outcome {
    match cli.command {
        Command::Gateway(args) => gateway::run(args),
        Command::Receive(args) => receive::run(args),
        Command::Forward(args) => forward::run(args),
        Command::Inbox(args) => inbox::run(args),
        Command::Listen(args) => listen::run(args),
        Command::Send(args) => send::run(&args),
        Command::Sign(args) => sign::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Diagnose(args) => diagnose::run(&args),
        Command::Events(args) => events::run(&args),
        Command::Completions(args) => Ok(completions::run(&args)),
        Command::Man(args) => man::run(&args),
    }
}

/// Runs a command's asynchronous part, on all cores.
pub fn block_on(work: impl Future<Output = Outcome>) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Fault::Failed(format!("cannot start the runtime: {error}")))?;
    let outcome = runtime.block_on(work);
    // Waits for no thread that hangs, for example while it looks a name up.
    runtime.shutdown_background();
    outcome
}
