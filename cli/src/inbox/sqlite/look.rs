//! Looking at the inbox, in short transactions that only read.

use bytes::Bytes;
use hookseal::EventPattern;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction};
use tokio::time::Instant;

use super::database::Database;
use super::object::now;
use crate::inbox::{Cursor, Entry, Filter, InboxError, Page, State, Stats};

/// How many events one call looks at, whether they match or not.
const WINDOW: u32 = 5000;

const COLUMNS: &str =
    "sequence, id, event, data_id, state, attempts, received_at, due_at, leased_until,
    finished_at, reason";

/// One page of the events that the filter selects, the newest first.
pub fn list(
    database: &Database,
    deadline: Instant,
    filter: &Filter,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Page, InboxError> {
    let (entries, next) = select(database, deadline, filter, after, limit, |row| entry(row, None))?;
    Ok(Page { entries, next })
}

/// Walks from the newest to the oldest. Reads what the filter selects, and returns where to go on.
pub fn select<T>(
    database: &Database,
    deadline: Instant,
    filter: &Filter,
    after: Option<Cursor>,
    limit: u32,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<(Vec<T>, Option<Cursor>), InboxError> {
    let patterns = patterns(filter)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // Ids and dead events have an index. Everything else is found by walking.
    let condition = match filter {
        Filter { id: Some(_), .. } => "id = ?2",
        Filter { state: Some(State::Dead), .. } => "state = 'dead' AND ?2 IS NULL",
        _ => "?2 IS NULL",
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM hookseal_inbox WHERE sequence < ?1 AND {condition}
         ORDER BY sequence DESC LIMIT ?3"
    );
    database.read(deadline, |transaction| {
        let start = after.map_or(i64::MAX, |Cursor(sequence)| sequence);
        let mut query = transaction.prepare_cached(&sql)?;
        let mut rows = query.query((start, &filter.id, WINDOW))?;
        let (mut found, mut seen) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            seen += 1;
            if matches(row, filter, &patterns)? {
                found.push(read(row)?);
            }
            if found.len() >= limit || seen == WINDOW {
                return Ok((found, Some(Cursor(row.get(0)?))));
            }
        }
        Ok((found, None))
    })
}

fn patterns(filter: &Filter) -> Result<Vec<EventPattern<'_>>, InboxError> {
    filter
        .events
        .iter()
        .map(EventPattern::new)
        .collect::<Result<_, _>>()
        .map_err(|error| InboxError::Other(error.to_string()))
}

/// Whether the filter selects an event. Its id was compared before.
fn matches(row: &Row<'_>, filter: &Filter, events: &[EventPattern<'_>]) -> rusqlite::Result<bool> {
    if let Some(state) = filter.state
        && row.get_ref(4)?.as_str()? != name(state)
    {
        return Ok(false);
    }
    if let Some(data_id) = &filter.data_id
        && row.get_ref(3)?.as_str_or_null()? != Some(data_id)
    {
        return Ok(false);
    }
    let event = row.get_ref(2)?.as_str()?;
    if !events.is_empty() && !events.iter().any(|pattern| pattern.matches(event)) {
        return Ok(false);
    }
    let received_at = time(row.get(6)?);
    Ok(filter.since.is_none_or(|since| received_at >= since)
        && filter.until.is_none_or(|until| received_at < until))
}

/// One event, with its payload.
pub fn show(database: &Database, deadline: Instant, id: &str) -> Result<Option<Entry>, InboxError> {
    let sql = format!("SELECT {COLUMNS}, payload FROM hookseal_inbox WHERE id = ?");
    database.read(deadline, |transaction| {
        transaction
            .prepare_cached(&sql)?
            .query_row([id], |row| entry(row, Some(row.get::<_, Vec<u8>>(11)?.into())))
            .optional()
    })
}

fn entry(row: &Row<'_>, payload: Option<Bytes>) -> rusqlite::Result<Entry> {
    let optional = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(time));
    let leased_until: Option<i64> = row.get(8)?;
    Ok(Entry {
        sequence: row.get(0)?,
        id: row.get(1)?,
        event: row.get(2)?,
        data_id: row.get(3)?,
        state: state(row.get_ref(4)?.as_str()?),
        attempts: row.get(5)?,
        received_at: time(row.get(6)?),
        due_at: optional(7)?,
        leased_until: leased_until.filter(|&until| until > now()).map(time),
        finished_at: optional(9)?,
        reason: row.get(10)?,
        payload,
    })
}

fn time(milliseconds: i64) -> Timestamp {
    // A time that no calendar knows can only have been written by someone else.
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}

fn name(state: State) -> &'static str {
    match state {
        State::Pending => "pending",
        State::Delivered => "delivered",
        State::Dead => "dead",
    }
}

fn state(name: &str) -> State {
    match name {
        "delivered" => State::Delivered,
        "dead" => State::Dead,
        // The table allows no other.
        _ => State::Pending,
    }
}

/// Counts, each by one walk through a small index.
pub fn stats(database: &Database, deadline: Instant) -> Result<Stats, InboxError> {
    database.read(deadline, |transaction| {
        let now = now();
        let (pending, leased, retrying, oldest) = pending(transaction, now)?;
        let number = |sql| transaction.prepare_cached(sql)?.query_row([], |row| count(row, 0));
        let dead = number(DEAD)?;
        let finished = number(FINISHED)?;
        let age = |received_at: i64| {
            // Any age in seconds is far below 2^52.
            #[allow(clippy::cast_precision_loss)]
            let age = now.saturating_sub(received_at).max(0) as f64;
            age / 1000.0
        };
        Ok(Stats {
            pending,
            leased,
            retrying,
            delivered: finished.saturating_sub(dead),
            dead,
            oldest_pending_seconds: oldest.map(age),
        })
    })
}

pub(super) const DEAD: &str = "SELECT count(*) FROM hookseal_inbox WHERE state = 'dead'";
pub(super) const FINISHED: &str =
    "SELECT count(*) FROM hookseal_inbox WHERE finished_at IS NOT NULL";
pub(super) const PENDING: &str = "
    SELECT pending, leased, retrying, (SELECT received_at FROM hookseal_inbox WHERE sequence = oldest)
    FROM (SELECT count(*) AS pending, min(sequence) AS oldest,
              coalesce(sum(leased_until > ?1), 0) AS leased,
              coalesce(sum(attempts > coalesce(leased_until > ?1, 0)), 0) AS retrying
          FROM hookseal_inbox WHERE state = 'pending')";

/// How many are pending, leased and tried before, and when the oldest was received.
fn pending(
    transaction: &Transaction<'_>,
    now: i64,
) -> rusqlite::Result<(u64, u64, u64, Option<i64>)> {
    transaction
        .prepare_cached(PENDING)?
        .query_row([now], |row| Ok((count(row, 0)?, count(row, 1)?, count(row, 2)?, row.get(3)?)))
}

fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, u32>(column).map(u64::from)
}

/// A value that was kept under a name.
pub fn bookmark(
    database: &Database,
    deadline: Instant,
    name: &str,
) -> Result<Option<String>, InboxError> {
    let sql = "SELECT value FROM hookseal_bookmarks WHERE name = ?";
    database.read(deadline, |transaction| {
        transaction.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()
    })
}
