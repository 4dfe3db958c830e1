//! `hookseal inbox catch-up`.

use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;
use tracing::warn;

use crate::commands::block_on;
use crate::events_api::catch_up::{CatchUp, CatchUpError, FOLLOW_PAUSE, Request, Summary};
use crate::events_api::{ApiError, Client};
use crate::outcome::{Fault, Outcome};
use crate::settings::events_api::EventsApiArgs;
use crate::settings::inbox_url::InboxArgs;
use crate::settings::moment::{check_range, moment};
use crate::{inbox, log};

/// Reads events that were missed from WorkOS's Events API into the inbox, where the forwarder finds them.
///
/// Events that the inbox has already are passed over. Without --since it goes on where the last run stopped, or else
/// from the newest event in the inbox. It may be stopped and run again at any time. WorkOS keeps events for 90 days.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inbox: InboxArgs,
    #[command(flatten)]
    api: EventsApiArgs,
    /// Begin at this time, or so long ago: 2026-11-01T00:00Z, 3d.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<Timestamp>,
    /// End at this time, or so long ago. Default: at the newest event.
    #[arg(long, value_name = "TIME", value_parser = moment, conflicts_with = "follow")]
    until: Option<Timestamp>,
    /// Read the events of this name only; several are separated by commas.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    event: Vec<String>,
    /// Stay, and look for new events every 30 seconds, until it is stopped.
    #[arg(long)]
    follow: bool,
    /// Print the summary as JSON.
    #[arg(long, env = "HOOKSEAL_JSON")]
    json: bool,
}

pub fn run(args: Args) -> Outcome {
    log::start(false)?;
    check_range(args.since, args.until)?;
    let client = Client::new(&args.api)?;
    block_on(catch_up(args, client))
}

async fn catch_up(args: Args, client: Client) -> Outcome {
    let inbox = inbox::open(&args.inbox.inbox).await;
    let inbox =
        inbox.map_err(|error| Fault::Failed(format!("--inbox {}: {error}", args.inbox.inbox)))?;
    let request = Request { events: args.event, since: args.since, until: args.until };
    let mut catch_up = CatchUp::new(&client, &*inbox, request).await?;
    if args.follow {
        return follow(&mut catch_up, args.api.time_scale).await;
    }
    let summary = catch_up.run().await?;
    print(summary, args.json)?;
    Ok(ExitCode::from(u8::from(summary.invalid > 0)))
}

/// Reads on for ever. That the API is away for a while is no reason to end. A page that the inbox did not store is: the
/// next start reads it again.
async fn follow(catch_up: &mut CatchUp<'_>, time_scale: f64) -> Outcome {
    loop {
        match catch_up.run().await {
            Ok(_) => catch_up.resume(),
            Err(error @ CatchUpError::Api(ApiError::Unavailable { .. })) => warn!("{error}"),
            Err(error) => return Err(error.into()),
        }
        tokio::time::sleep(FOLLOW_PAUSE.div_f64(time_scale)).await;
    }
}

/// A reader may close the pipe early.
fn print(summary: &Summary, json: bool) -> Result<(), Fault> {
    let text = if json {
        serde_json::to_string(summary).map_err(|error| Fault::Failed(error.to_string()))?
    } else {
        let Summary { read, stored, duplicates, invalid, .. } = summary;
        format!("{read} events read: {stored} stored, {duplicates} known before, {invalid} invalid")
    };
    let _ = writeln!(std::io::stdout(), "{text}");
    Ok(())
}
