//! An event of the inbox, for people and for machines.

use comfy_table::Table;
use comfy_table::presets::NOTHING;
use jiff::{Timestamp, Unit};
use serde_json::{Value, json};

use crate::inbox::{Entry, State};
use crate::terminal::printable;

/// A table without lines, as other commands of the shell print them.
pub fn table() -> Table {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table
}

/// The members of an event in `--json`. Times are ISO 8601, in UTC.
pub fn json(entry: &Entry) -> Value {
    let time = |time: Option<Timestamp>| time.map(|time| time.to_string());
    json!({
        "sequence": entry.sequence,
        "id": entry.id,
        "event": entry.event,
        "data_id": entry.data_id,
        "state": entry.state,
        "attempts": entry.attempts,
        "received_at": entry.received_at.to_string(),
        "due_at": time(entry.due_at),
        "leased_until": time(entry.leased_until),
        "finished_at": time(entry.finished_at),
        "reason": entry.reason,
    })
}

/// A time, to the second.
pub fn time(time: Timestamp) -> String {
    time.round(Unit::Second).unwrap_or(time).to_string()
}

/// Where an event stands, in a few words.
pub fn status(entry: &Entry) -> String {
    let reason = entry.reason.as_deref().map(|reason| format!(": {}", printable(reason)));
    let status = match entry.state {
        State::Pending if entry.leased_until.is_some() => "being forwarded".to_owned(),
        State::Pending => match entry.due_at {
            None => "waits for an earlier event".to_owned(),
            Some(due_at) if due_at > Timestamp::now() => format!("due at {}", time(due_at)),
            Some(_) => "due".to_owned(),
        },
        State::Delivered => return "delivered".to_owned(),
        State::Dead => "dead".to_owned(),
    };
    status + &reason.unwrap_or_default()
}
