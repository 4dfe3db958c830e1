//! Storing events, and finding out whether that is possible.

use std::collections::HashSet;

use tokio_postgres::types::Type;

use super::super::{InboxError, NewEvent, Stored};
use super::clock::now;
use super::pool::{Caller, Pool};
use super::row::column;

/// Sequences follow the order of the batch. Rows are inserted in the order of their ids, so that two batches with the
/// same ids wait for each other, and never in a circle.
const STORE: &str = concat!(
    "INSERT INTO hookseal_inbox (sequence, id, event, data_id, changed_at, payload, due_at, received_at) ",
    "SELECT sequence, id, event, data_id, coalesce(changed_at, now), payload, now, now FROM ( ",
    "    SELECT nextval('hookseal_inbox_sequence_seq') AS sequence, e.* ",
    "    FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bytea[]) ",
    "        AS e (id, event, data_id, changed_at, payload) ",
    ") AS batch, (SELECT ",
    now!(),
    " AS now) AS clock ORDER BY id, sequence ON CONFLICT (id) DO NOTHING RETURNING id"
);

/// Stores nothing, but only where the server would let `STORE` store something: not on a standby, not if the database
/// is read-only, not without the rights.
const PROBE: &str = "INSERT INTO hookseal_inbox (id, event, payload, changed_at, due_at, received_at) \
    SELECT '', '', '', 0, 0, 0 WHERE false";

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
