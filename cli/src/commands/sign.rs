//! `hookseal sign`.

use std::process::ExitCode;

use crate::outcome::{Fault, Outcome};
use crate::settings::payload::PayloadArgs;
use crate::settings::secrets::{SecretArgs, Secrets};
use crate::{log, print};

/// Makes the signature header for a payload.
///
/// Prints the value of the header WorkOS-Signature, as WorkOS would send it with the payload.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  curl http://127.0.0.1:8000/webhooks/workos --json @event.json \\
      -H \"WorkOS-Signature: $(hookseal sign event.json)\"")]
pub struct Args {
    #[command(flatten)]
    payload: PayloadArgs,
    #[command(flatten)]
    secrets: SecretArgs,
    /// Sign with this time, in milliseconds since 1970, for a test of old deliveries. Default: now.
    #[arg(long, value_name = "MILLISECONDS")]
    timestamp: Option<i64>,
}

pub fn run(args: &Args) -> Outcome {
    log::start(false)?;
    let secrets = Secrets::read(&args.secrets)?;
    let signer = secrets.signer()?;
    let payload = args.payload.read()?;
    let header = match args.timestamp {
        Some(timestamp) => signer
            .sign(payload, timestamp)
            .map_err(|error| Fault::Usage(format!("--timestamp: {error}")))?,
        None => signer.sign_now(payload),
    };
    print::line(header);
    Ok(ExitCode::SUCCESS)
}
