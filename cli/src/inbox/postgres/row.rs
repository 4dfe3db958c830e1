//! Reading rows.

use bytes::Bytes;
use tokio_postgres::Row;
use tokio_postgres::types::FromSql;

use super::super::{Entry, InboxError, State};
use super::clock::time;

/// The columns of an entry, without its payload, from a table called `i`.
macro_rules! columns {
    () => {
        "i.sequence, i.id, i.event, i.data_id, i.state, i.attempts, i.received_at, i.due_at, i.leased_until, \
        i.finished_at, i.reason"
    };
}
pub(super) use columns;

/// A column of a row.
pub(super) fn column<'r, T: FromSql<'r>>(row: &'r Row, name: &str) -> Result<T, InboxError> {
    row.try_get(name).map_err(|_| {
        let cure = "use another database or schema";
        InboxError::Schema(format!("the column {name} has an unexpected type; {cure}"))
    })
}

/// A count, which is never negative.
pub(super) fn count(row: &Row, name: &str) -> Result<u64, InboxError> {
    Ok(column::<i64>(row, name)?.unsigned_abs())
}

/// An entry, from `columns` and `now`.
pub(super) fn entry(row: &Row, payload: Option<Bytes>) -> Result<Entry, InboxError> {
    let now: i64 = column(row, "now")?;
    let state = state(column(row, "state")?);
    let optional = |name| column::<Option<i64>>(row, name);
    Ok(Entry {
        sequence: column(row, "sequence")?,
        id: column(row, "id")?,
        event: column(row, "event")?,
        data_id: column(row, "data_id")?,
        state,
        attempts: column::<i32>(row, "attempts")?.unsigned_abs(),
        received_at: time(column(row, "received_at")?),
        due_at: optional("due_at")?.filter(|_| state == State::Pending).map(time),
        leased_until: optional("leased_until")?.filter(|until| *until > now).map(time),
        finished_at: optional("finished_at")?.map(time),
        reason: column(row, "reason")?,
        payload,
    })
}

fn state(text: &str) -> State {
    match text {
        "delivered" => State::Delivered,
        "dead" => State::Dead,
        _ => State::Pending,
    }
}

/// A state as a parameter.
pub(super) fn name(state: State) -> &'static str {
    match state {
        State::Pending => "pending",
        State::Delivered => "delivered",
        State::Dead => "dead",
    }
}
