//! `hookseal inbox retry`.

use std::process::ExitCode;

use serde_json::json;
use tokio::time::sleep;

use super::PACE;
use super::filter::FilterArgs;
use super::open::{fault, open};
use super::show::unknown;
use crate::commands::block_on;
use crate::inbox::{Filter, Inbox};
use crate::outcome::{Fault, Outcome};
use crate::settings::inbox_url::InboxArgs;
use crate::terminal::printable;
use crate::{log, print};

/// Forwards delivered or dead events once more, with all their attempts.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  hookseal inbox retry event_01J...
  hookseal inbox retry --state dead --since 3d")]
pub struct Args {
    #[command(flatten)]
    inbox: InboxArgs,
    /// The ids of the events. Or choose by the flags below.
    #[arg(value_name = "ID", conflicts_with_all = ["state", "event", "data_id", "since", "until"])]
    ids: Vec<String>,
    #[command(flatten)]
    filter: FilterArgs,
    /// Retry every delivered and dead event.
    #[arg(long,
        conflicts_with_all = ["ids", "state", "event", "data_id", "since", "until"])]
    all: bool,
    /// Print how many as JSON.
    #[arg(long, env = "HOOKSEAL_JSON")]
    json: bool,
}

pub fn run(args: Args) -> Outcome {
    log::start(false)?;
    if args.ids.is_empty() && args.filter.is_empty() && !args.all {
        let cure = "give ids, or --state, --event, --data-id, --since or --until, or --all";
        return Err(Fault::Usage(format!("nothing says which events to retry; {cure}")));
    }
    block_on(retry(args))
}

async fn retry(args: Args) -> Outcome {
    let filter = args.filter.filter()?;
    let inbox = open(&args.inbox).await?;
    let (mut count, mut code) = (0, ExitCode::SUCCESS);
    if args.ids.is_empty() {
        count = retry_all(&*inbox, &filter, &args.inbox).await?;
    }
    for id in args.ids {
        match retry_one(&*inbox, &id, &args.inbox).await? {
            Ok(()) => count += 1,
            Err(refusal) => {
                eprintln!("hookseal: {refusal}");
                code = ExitCode::FAILURE;
            }
        }
    }
    if args.json {
        print::json(&json!({ "retried": count }))?;
    } else {
        print::line(format!("{count} events are pending again"));
    }
    Ok(code)
}

/// Retries one event. The inner error says why it cannot be.
async fn retry_one(
    inbox: &dyn Inbox,
    id: &str,
    args: &InboxArgs,
) -> Result<Result<(), Fault>, Fault> {
    let filter = Filter { id: Some(id.to_owned()), ..Filter::default() };
    if retry_all(inbox, &filter, args).await? > 0 {
        return Ok(Ok(()));
    }
    let entry = inbox.show(id).await.map_err(|error| fault(args, &error))?;
    Ok(Err(match entry {
        None => unknown(id),
        Some(_) => Fault::Failed(format!("event {} is pending already", printable(id))),
    }))
}

async fn retry_all(inbox: &dyn Inbox, filter: &Filter, args: &InboxArgs) -> Result<u64, Fault> {
    let (mut count, mut after) = (0, None);
    loop {
        let retried = inbox.retry(filter, after, PACE.batch).await;
        let retried = retried.map_err(|error| fault(args, &error))?;
        count += u64::from(retried.count);
        after = retried.next;
        if after.is_none() {
            return Ok(count);
        }
        if retried.count > 0 {
            sleep(PACE.pause).await;
        }
    }
}
