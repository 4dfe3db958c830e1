//! Recording what became of leased events.

use std::collections::HashSet;

use tokio_postgres::types::Type;

use super::super::{InboxError, Outcome, Settlement};
use super::clock::{clock, ms};
use super::object::{NOT_ALONE, leased};
use super::pool::{Caller, Locks, Parameter, Pool};
use super::row::column;

/// Of two who settle events on one object, the second sees what the first did. Sorted, so that none waits in a circle.
const OBJECTS: &str = "SELECT pg_advisory_xact_lock(hashtext('hookseal_object'), object) FROM ( \
        SELECT DISTINCT hashtext(data_id) AS object FROM hookseal_inbox \
        WHERE id = ANY ($1) AND data_id IS NOT NULL ORDER BY object \
    ) AS objects";

/// Only the last one who claimed an event may settle it, and only once. Wakes the first event on its object, if that one
/// waits and nothing keeps it.
const SETTLE: &str = concat!(
    clock!(),
    ", settled AS ( ",
    "    UPDATE hookseal_inbox AS i SET state = s.state, leased_until = NULL, ",
    "        attempts = CASE WHEN s.counts THEN attempts ELSE greatest(attempts - 1, 0) END, ",
    "        due_at = CASE WHEN s.state = 'pending' THEN (SELECT now FROM clock) + s.pause END, ",
    "        finished_at = CASE WHEN s.state <> 'pending' THEN (SELECT now FROM clock) END, ",
    "        reason = coalesce(s.reason, i.reason) ",
    "    FROM unnest($1::text[], $2::bigint[], $3::text[], $4::boolean[], $5::bigint[], $6::text[]) ",
    "        AS s (id, token, state, counts, pause, reason) ",
    "    WHERE i.id = s.id AND i.token = s.token AND i.state = 'pending' AND i.leased_until IS NOT NULL ",
    "    RETURNING i.id, i.sequence, i.data_id, i.state ",
    "), objects AS MATERIALIZED (SELECT DISTINCT data_id FROM settled WHERE data_id IS NOT NULL), woken AS ( ",
    "    UPDATE hookseal_inbox AS i SET due_at = (SELECT now FROM clock) FROM objects, LATERAL ( ",
    "        SELECT other.sequence, other.due_at FROM hookseal_inbox AS other ",
    "        WHERE other.state = 'pending' AND other.data_id = objects.data_id AND NOT EXISTS ( ",
    "            SELECT FROM settled WHERE settled.sequence = other.sequence AND settled.state <> 'pending') ",
    "        ORDER BY other.changed_at, other.sequence LIMIT 1 ",
    "    ) AS head ",
    "    WHERE i.sequence = head.sequence AND head.due_at IS NULL ",
    "        AND NOT EXISTS (SELECT FROM settled WHERE settled.sequence = head.sequence) AND NOT ",
    leased!(
        "objects.data_id",
        "AND NOT EXISTS (SELECT FROM settled WHERE settled.sequence = other.sequence)"
    ),
    ") SELECT id FROM settled"
);

pub(super) async fn settle(
    pool: &Pool,
    settlements: &[Settlement],
) -> Result<Vec<bool>, InboxError> {
    if settlements.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = settlements.iter().map(|one| one.lease.id.as_str()).collect();
    let tokens: Vec<_> = settlements.iter().map(|one| one.lease.token).collect();
    let outcomes = || settlements.iter().map(|one| &one.outcome);
    let states: Vec<_> = outcomes().map(state).collect();
    let counts: Vec<_> = outcomes().map(|outcome| !matches!(outcome, Outcome::Released)).collect();
    let pauses: Vec<_> = outcomes().map(pause).collect();
    let reasons: Vec<_> = outcomes().map(reason).collect();
    let parameters: [Parameter<'_>; 6] = [
        (&ids, Type::TEXT_ARRAY),
        (&tokens, Type::INT8_ARRAY),
        (&states, Type::TEXT_ARRAY),
        (&counts, Type::BOOL_ARRAY),
        (&pauses, Type::INT8_ARRAY),
        (&reasons, Type::TEXT_ARRAY),
    ];
    let locks = Locks { first: NOT_ALONE, then: Some((OBJECTS, (&ids, Type::TEXT_ARRAY))) };
    let rows = pool.run_locked(Caller::Other, &locks, SETTLE, &parameters).await?;
    let mut held =
        rows.iter().map(|row| column(row, "id")).collect::<Result<HashSet<String>, _>>()?;
    Ok(ids.iter().map(|id| held.remove(*id)).collect())
}

fn state(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Delivered => "delivered",
        Outcome::Dead { .. } => "dead",
        Outcome::Retry { .. } | Outcome::Released => "pending",
    }
}

fn pause(outcome: &Outcome) -> i64 {
    if let Outcome::Retry { after, .. } = outcome { ms(*after) } else { 0 }
}

/// PostgreSQL has no text with NUL.
fn reason(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Retry { reason, .. } | Outcome::Dead { reason } => {
            Some(reason.replace('\0', "\u{fffd}"))
        }
        Outcome::Delivered | Outcome::Released => None,
    }
}
