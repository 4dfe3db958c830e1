//! `hookseal diagnose`.

use std::process::ExitCode;

use hookseal::diagnose;
use jiff::Timestamp;

use crate::outcome::Outcome;
use crate::settings::delivery::DeliveryArgs;
use crate::settings::secrets::Secrets;
use crate::terminal::printable;
use crate::{diagnosis, log, print};

/// Explains why a delivery is refused.
///
/// Tries known accidents, such as a body that a framework parsed and wrote again, a secret in quotes or a clock that is
/// wrong, and names those under which the signature does match. Give it the payload, the header and the secret as your
/// application has them: mistakes in them are what it finds. The exit status is 0 if the delivery verifies after all,
/// and 1 if it is refused.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  hookseal diagnose body.json --header \"$(cat header.txt)\"")]
pub struct Args {
    #[command(flatten)]
    delivery: DeliveryArgs,
    /// Judge the age by this time, in milliseconds since 1970. Default: now.
    #[arg(long, value_name = "MILLISECONDS")]
    now: Option<i64>,
    /// Print the diagnosis as one JSON object.
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Outcome {
    log::start(false)?;
    let secrets = Secrets::read_unchecked(&args.delivery.secrets)?;
    let payload = args.delivery.payload.read()?;
    let now = args.now.unwrap_or_else(|| Timestamp::now().as_millisecond());
    let found = diagnose(&payload, Some(args.delivery.header.as_bytes()), secrets.all(), now);
    if args.json {
        print::json(&diagnosis::json(&found))?;
    } else {
        found.lines().iter().for_each(|line| print::line(printable(line)));
    }
    Ok(if found.code() == "ok" { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
