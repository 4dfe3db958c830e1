//! `hookseal inbox show`.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use super::open::{fault, open};
use super::row::{self, status, table};
use crate::commands::block_on;
use crate::inbox::Entry;
use crate::outcome::{Fault, Outcome};
use crate::settings::inbox_url::InboxArgs;
use crate::terminal::{printable, printable_json};
use crate::{log, print};

/// Shows one event.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inbox: InboxArgs,
    /// Its id, as `hookseal inbox list` shows it.
    #[arg(value_name = "ID")]
    id: String,
    /// Print only the payload, byte for byte. It may be about people.
    #[arg(long, conflicts_with = "json")]
    payload: bool,
    /// Print a JSON object.
    #[arg(long, env = "HOOKSEAL_JSON")]
    json: bool,
}

pub fn run(args: Args) -> Outcome {
    log::start(false)?;
    block_on(show(args))
}

async fn show(args: Args) -> Outcome {
    let inbox = open(&args.inbox).await?;
    let entry = inbox.show(&args.id).await.map_err(|error| fault(&args.inbox, &error))?;
    let entry = entry.ok_or_else(|| unknown(&args.id))?;
    if args.payload {
        print_payload(&entry);
    } else if args.json {
        print::json(&row::json(&entry))?;
    } else {
        print_table(&entry);
    }
    Ok(ExitCode::SUCCESS)
}

/// Reports an id that is not in the inbox.
pub fn unknown(id: &str) -> Fault {
    let id = printable(id);
    Fault::Failed(format!("no event {id} is in the inbox; `hookseal inbox list` shows which are"))
}

/// A reader may close the pipe early, which is no fault.
fn print_payload(entry: &Entry) {
    let payload = entry.payload.as_deref().unwrap_or_default();
    let mut output = io::stdout().lock();
    let _ = if output.is_terminal() {
        writeln!(output, "{}", printable_json(&String::from_utf8_lossy(payload)))
    } else {
        output.write_all(payload)
    };
}

fn print_table(entry: &Entry) {
    let time = |time: Option<_>| time.map_or_else(|| "-".to_owned(), row::time);
    let size = entry.payload.as_ref().map_or(0, bytes::Bytes::len);
    let mut table = table();
    for (name, value) in [
        ("id", printable(&entry.id)),
        ("event", printable(&entry.event)),
        ("about", printable(entry.data_id.as_deref().unwrap_or("-"))),
        ("status", status(entry)),
        ("attempts", entry.attempts.to_string()),
        ("received", row::time(entry.received_at)),
        ("finished", time(entry.finished_at)),
        ("payload", format!("{size} bytes; --payload prints it")),
    ] {
        table.add_row([name, &value]);
    }
    print::line(table.trim_fmt());
}
