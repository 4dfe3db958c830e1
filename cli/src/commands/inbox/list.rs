//! `hookseal inbox list`.

use std::process::ExitCode;

use super::filter::FilterArgs;
use super::open::{fault, open};
use super::row::{self, status, table};
use crate::commands::block_on;
use crate::inbox::{Cursor, Entry};
use crate::outcome::Outcome;
use crate::settings::inbox_url::InboxArgs;
use crate::terminal::printable;
use crate::{log, print};

/// Lists stored events, the newest first.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inbox: InboxArgs,
    #[command(flatten)]
    filter: FilterArgs,
    /// List at most so many.
    #[arg(long, value_name = "COUNT", default_value_t = 50,
        value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// Go on after this event: the `sequence` of the last one of the page before.
    #[arg(long, value_name = "SEQUENCE",
        value_parser = clap::value_parser!(i64).range(0..))]
    after: Option<i64>,
    /// Print one JSON object a line.
    #[arg(long, env = "HOOKSEAL_JSON")]
    json: bool,
}

pub fn run(args: Args) -> Outcome {
    log::start(false)?;
    block_on(list(args))
}

async fn list(args: Args) -> Outcome {
    let filter = args.filter.filter()?;
    let inbox = open(&args.inbox).await?;
    let (mut entries, mut after) = (Vec::new(), args.after.map(Cursor));
    let mut left = args.limit;
    loop {
        let page = inbox.list(&filter, after, left.min(super::PACE.batch)).await;
        let page = page.map_err(|error| fault(&args.inbox, &error))?;
        left = left.saturating_sub(u32::try_from(page.entries.len()).unwrap_or(u32::MAX));
        if args.json {
            page.entries.iter().try_for_each(|entry| print::json(&row::json(entry)))?;
        } else {
            entries.extend(page.entries);
        }
        after = page.next;
        if after.is_none() || left == 0 {
            break;
        }
    }
    if !args.json {
        print_table(&entries);
        if let (Some(_), Some(last)) = (after, entries.last()) {
            print::line(format!("\nThere may be more: add --after {}", last.sequence));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_table(entries: &[Entry]) {
    if entries.is_empty() {
        print::line("no events");
        return;
    }
    let mut table = table();
    table.set_header(["RECEIVED", "ID", "EVENT", "ABOUT", "ATTEMPTS", "STATUS"]);
    for entry in entries {
        table.add_row([
            row::time(entry.received_at),
            printable(&entry.id),
            printable(&entry.event),
            printable(entry.data_id.as_deref().unwrap_or("-")),
            entry.attempts.to_string(),
            status(entry),
        ]);
    }
    print::line(table.trim_fmt());
}
