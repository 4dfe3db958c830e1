//! `hookseal inbox stats`.

use std::process::ExitCode;
use std::time::Duration;

use super::open::{fault, open};
use super::row::table;
use crate::commands::block_on;
use crate::outcome::Outcome;
use crate::settings::inbox_url::InboxArgs;
use crate::{log, print};

/// Counts the events in each state.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inbox: InboxArgs,
    /// Print a JSON object.
    #[arg(long, env = "HOOKSEAL_JSON")]
    json: bool,
}

pub fn run(args: Args) -> Outcome {
    log::start(false)?;
    block_on(stats(args))
}

async fn stats(args: Args) -> Outcome {
    let inbox = open(&args.inbox).await?;
    let stats = inbox.stats().await.map_err(|error| fault(&args.inbox, &error))?;
    if args.json {
        print::json(&stats)?;
        return Ok(ExitCode::SUCCESS);
    }
    let age = stats.oldest_pending_seconds.and_then(|age| Duration::try_from_secs_f64(age).ok());
    let age = age.map(|age| humantime::format_duration(Duration::from_secs(age.as_secs())));
    let mut table = table();
    for (name, value) in [
        ("pending", stats.pending.to_string()),
        ("  being forwarded", stats.leased.to_string()),
        ("  failed before", stats.retrying.to_string()),
        ("  oldest, received ago", age.map_or_else(|| "-".to_owned(), |age| age.to_string())),
        ("delivered", stats.delivered.to_string()),
        ("dead", stats.dead.to_string()),
    ] {
        table.add_row([name, &value]);
    }
    print::line(table.trim_fmt());
    Ok(ExitCode::SUCCESS)
}
