//! `hookseal verify`.

use std::process::ExitCode;

use hookseal::{Verified, VerifyError};
use serde_json::{Value, json};

use crate::outcome::Outcome;
use crate::settings::delivery::DeliveryArgs;
use crate::settings::secrets::Secrets;
use crate::settings::tolerance::ToleranceArgs;
use crate::{log, print};

/// Checks a payload and its signature header.
///
/// Prints whether they are accepted or refused. The exit status is 0 or 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  hookseal verify event.json --tolerance none \\
      --header 't=1700000000000, v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd'")]
pub struct Args {
    #[command(flatten)]
    delivery: DeliveryArgs,
    #[command(flatten)]
    tolerance: ToleranceArgs,
    /// Judge the age by this time, in milliseconds since 1970. Default: now.
    #[arg(long, value_name = "MILLISECONDS")]
    now: Option<i64>,
    /// Print the verdict as one JSON object.
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Outcome {
    log::start(false)?;
    let secrets = Secrets::read(&args.delivery.secrets)?;
    let verifier = secrets.verifier(args.tolerance.tolerance)?;
    let payload = args.delivery.payload.read()?;
    let verdict = match args.now {
        Some(now) => verifier.verify_at(&payload, &args.delivery.header, now),
        None => verifier.verify(&payload, &args.delivery.header),
    };
    if args.json {
        print::json(&as_json(&verdict))?;
    } else {
        print::line(sentence(&verdict, secrets.all().len()));
    }
    Ok(if verdict.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn sentence(verdict: &Result<Verified, VerifyError>, secrets: usize) -> String {
    match verdict {
        Ok(verified) => format!(
            "accepted: signed at {} with secret {} of {secrets}",
            verified.timestamp,
            verified.secret_index + 1
        ),
        Err(error) => format!("refused: {}: {error}", error.code()),
    }
}

fn as_json(verdict: &Result<Verified, VerifyError>) -> Value {
    match verdict {
        Ok(verified) => json!({
            "accepted": true,
            "timestamp": verified.timestamp,
            "secret_index": verified.secret_index,
        }),
        Err(error) => json!({
            "accepted": false,
            "code": error.code().as_str(),
            "message": error.to_string(),
            "timestamp": error.timestamp(),
        }),
    }
}
