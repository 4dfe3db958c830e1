//! `hookseal inbox prune`.

use std::process::ExitCode;
use std::time::Duration;

use serde_json::json;

use super::PACE;
use super::open::{fault, open};
use crate::commands::block_on;
use crate::inbox::bulk;
use crate::outcome::Outcome;
use crate::settings::inbox_url::InboxArgs;
use crate::settings::values::duration;
use crate::{log, print};

/// Deletes events that were delivered or died long ago. The gateway does so by itself.
///
/// What is deleted is overwritten. The file does not shrink, but its space is used for new events.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inbox: InboxArgs,
    /// Keep what was delivered or died less than so long ago, such as 90d. Pending events are always kept.
    #[arg(long, value_name = "DURATION", env = "HOOKSEAL_KEEP", value_parser = duration)]
    keep: Duration,
    /// Print how many as JSON.
    #[arg(long, env = "HOOKSEAL_JSON")]
    json: bool,
}

pub fn run(args: Args) -> Outcome {
    log::start(false)?;
    block_on(prune(args))
}

async fn prune(args: Args) -> Outcome {
    let inbox = open(&args.inbox).await?;
    let mut count = 0;
    let pruned = bulk::prune(&*inbox, args.keep, PACE, &mut count).await;
    pruned.map_err(|error| fault(&args.inbox, &error))?;
    if args.json {
        print::json(&json!({ "pruned": count }))?;
    } else {
        print::line(format!("{count} events deleted"));
    }
    Ok(ExitCode::SUCCESS)
}
