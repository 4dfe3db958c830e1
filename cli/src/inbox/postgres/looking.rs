//! Looking at the inbox.

use bytes::Bytes;
use tokio_postgres::types::Type;

use super::super::{Cursor, Entry, Filter, InboxError, Page, Stats};
use super::clock::now;
use super::filter::{Selection, edge, selected};
use super::pool::{Caller, Pool};
use super::row::{column, columns, count, entry};

/// One row at least, with the window, even if no event was found in it.
const LIST: &str = concat!(
    "WITH ",
    edge!(),
    ", found AS (SELECT ",
    columns!(),
    " FROM hookseal_inbox AS i WHERE ",
    selected!(),
    ") SELECT edge.first, edge.lower, found.*, ",
    now!(),
    " AS now FROM edge LEFT JOIN found ON true ORDER BY found.sequence DESC"
);

const SHOW: &str = concat!(
    "SELECT ",
    columns!(),
    ", i.payload, ",
    now!(),
    " AS now FROM hookseal_inbox AS i WHERE i.id = $1"
);

/// Each count comes from an index alone. A leased event's attempt has not failed yet.
const STATS: &str = concat!(
    "WITH clock AS MATERIALIZED (SELECT ",
    now!(),
    " AS now) SELECT ",
    "count(*) AS pending, count(*) FILTER (WHERE leased) AS leased, ",
    "count(*) FILTER (WHERE attempts > leased::int) AS retrying, ",
    "(SELECT now FROM clock) - min(received_at) AS oldest, ",
    "(SELECT count(*) FROM hookseal_inbox WHERE state = 'delivered') AS delivered, ",
    "(SELECT count(*) FROM hookseal_inbox WHERE state = 'dead') AS dead ",
    "FROM (SELECT attempts, received_at, coalesce(leased_until > (SELECT now FROM clock), false) AS leased ",
    "    FROM hookseal_inbox WHERE state = 'pending') AS pending"
);

pub(super) async fn list(
    pool: &Pool,
    filter: &Filter,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Page, InboxError> {
    let selection = Selection::new(filter, after, limit);
    let rows = pool.run(Caller::Other, LIST, &selection.parameters()).await?;
    let (mut entries, mut lower, mut first) = (Vec::new(), None, None);
    for row in &rows {
        (lower, first) = (column(row, "lower")?, column(row, "first")?);
        if column::<Option<i64>>(row, "sequence")?.is_some() {
            entries.push(entry(row, None)?);
        }
    }
    let last = entries.last().map(|entry| entry.sequence);
    let next = selection.next(entries.len(), last, lower, first);
    Ok(Page { entries, next })
}

pub(super) async fn show(pool: &Pool, id: &str) -> Result<Option<Entry>, InboxError> {
    let rows = pool.run(Caller::Other, SHOW, &[(&id, Type::TEXT)]).await?;
    let read = |row| entry(row, Some(Bytes::copy_from_slice(column(row, "payload")?)));
    rows.first().map(read).transpose()
}

pub(super) async fn stats(pool: &Pool) -> Result<Stats, InboxError> {
    let rows = pool.run(Caller::Other, STATS, &[]).await?;
    let Some(row) = rows.first() else { return Ok(Stats::default()) };
    let oldest: Option<i64> = column(row, "oldest")?;
    Ok(Stats {
        pending: count(row, "pending")?,
        leased: count(row, "leased")?,
        retrying: count(row, "retrying")?,
        delivered: count(row, "delivered")?,
        dead: count(row, "dead")?,
        oldest_pending_seconds: oldest.map(|ms| {
            std::time::Duration::from_millis(ms.try_into().unwrap_or_default()).as_secs_f64()
        }),
    })
}
