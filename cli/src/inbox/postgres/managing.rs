//! Retrying, pruning, and bookmarks.

use std::time::Duration;

use tokio_postgres::types::Type;

use super::super::{Cursor, Filter, InboxError, Retried};
use super::clock::{ms, now};
use super::filter::{Selection, edge, selected};
use super::pool::{Caller, Parameter, Pool};
use super::row::{column, count};

const RETRY: &str = concat!(
    "WITH ",
    edge!(),
    ", chosen AS MATERIALIZED (SELECT i.sequence FROM hookseal_inbox AS i WHERE i.state <> 'pending' AND ",
    selected!(),
    " FOR UPDATE), retried AS ( ",
    "    UPDATE hookseal_inbox AS i SET state = 'pending', attempts = 0, leased_until = NULL, finished_at = NULL, due_at = ",
    now!(),
    "    FROM chosen WHERE i.sequence = chosen.sequence RETURNING i.sequence ",
    ") SELECT first, lower, (SELECT count(*) FROM retried) AS count, (SELECT min(sequence) FROM retried) AS last FROM edge"
);

/// Passes over what another prunes or retries just now.
const PRUNE: &str = concat!(
    "WITH clock AS MATERIALIZED (SELECT ",
    now!(),
    " - $1 AS before), chosen AS MATERIALIZED ( ",
    "    SELECT sequence FROM hookseal_inbox ",
    "    WHERE state <> 'pending' AND finished_at < (SELECT before FROM clock) ",
    "    ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED ",
    "), pruned AS (DELETE FROM hookseal_inbox AS i USING chosen WHERE i.sequence = chosen.sequence RETURNING 1) ",
    "SELECT count(*) AS count FROM pruned"
);

pub(super) async fn retry(
    pool: &Pool,
    filter: &Filter,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Retried, InboxError> {
    let selection = Selection::new(filter, after, limit);
    let rows = pool.run(Caller::Other, RETRY, &selection.parameters()).await?;
    let Some(row) = rows.first() else { return Ok(Retried { count: 0, next: None }) };
    let retried = small(count(row, "count")?);
    let (last, lower, first) = (column(row, "last")?, column(row, "lower")?, column(row, "first")?);
    let next = selection.next(usize::try_from(retried).unwrap_or(usize::MAX), last, lower, first);
    Ok(Retried { count: retried, next })
}

pub(super) async fn prune(pool: &Pool, keep: Duration, limit: u32) -> Result<u32, InboxError> {
    let (keep, limit) = (ms(keep), i64::from(limit));
    let parameters: [Parameter<'_>; 2] = [(&keep, Type::INT8), (&limit, Type::INT8)];
    let rows = pool.run(Caller::Other, PRUNE, &parameters).await?;
    rows.first().map_or(Ok(0), |row| Ok(small(count(row, "count")?)))
}

/// A count that is no larger than a limit was.
fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

pub(super) async fn bookmark(pool: &Pool, name: &str) -> Result<Option<String>, InboxError> {
    let sql = "SELECT value FROM hookseal_bookmarks WHERE name = $1";
    let rows = pool.run(Caller::Other, sql, &[(&name, Type::TEXT)]).await?;
    rows.first().map(|row| column(row, "value")).transpose()
}

pub(super) async fn set_bookmark(pool: &Pool, name: &str, value: &str) -> Result<(), InboxError> {
    let sql = "INSERT INTO hookseal_bookmarks (name, value) VALUES ($1, $2) \
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    pool.run(Caller::Other, sql, &[(&name, Type::TEXT), (&value, Type::TEXT)]).await.map(drop)
}
