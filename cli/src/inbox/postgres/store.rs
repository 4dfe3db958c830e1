//! Storing events, and finding out whether that is possible.

use std::collections::HashSet;

use tokio_postgres::types::Type;

use super::super::{InboxError, NewEvent, Stored};
use super::pool::{Caller, Pool};
use super::row::column;

/// A function of the schema, whose plan a session keeps: planning it anew takes as long as inserting a dozen events. A
/// prepared statement would not do, because PgBouncer may give each transaction another session.
const STORE: &str = "SELECT * FROM hookseal_store($1, $2, $3, $4, $5) AS stored (id)";

/// Stores nothing, but only where the server would let `STORE` store something: not on a standby, not if the database
/// is read-only, not without the rights.
const PROBE: &str = "SELECT hookseal_store('{}', '{}', '{}', '{}', '{}')";

pub(super) async fn store(pool: &Pool, events: &[NewEvent]) -> Result<Vec<Stored>, InboxError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = events.iter().map(|event| event.id.as_str()).collect();
    let names: Vec<_> = events.iter().map(|event| event.event.as_str()).collect();
    let data_ids: Vec<_> = events.iter().map(|event| event.data_id.as_deref()).collect();
    let changes: Vec<_> = events.iter().map(|event| event.changed_at).collect();
    let payloads: Vec<_> = events.iter().map(|event| event.payload.as_ref()).collect();
    let parameters: [super::pool::Parameter<'_>; 5] = [
        (&ids, Type::TEXT_ARRAY),
        (&names, Type::TEXT_ARRAY),
        (&data_ids, Type::TEXT_ARRAY),
        (&changes, Type::INT8_ARRAY),
        (&payloads, Type::BYTEA_ARRAY),
    ];
    let rows = pool.run(Caller::Store, STORE, &parameters).await?;
    let mut new =
        rows.iter().map(|row| column(row, "id")).collect::<Result<HashSet<String>, _>>()?;
    // The first of several with the same id is the new one.
    Ok(ids.iter().map(|id| if new.remove(*id) { Stored::New } else { Stored::Duplicate }).collect())
}

pub(super) async fn probe(pool: &Pool) -> Result<(), InboxError> {
    pool.run(Caller::Other, PROBE, &[]).await.map(drop)
}
