//! Claiming and settling.

use std::collections::HashSet;
use std::time::Duration;

use bytes::Bytes;
use tokio_postgres::types::Type;

use super::super::{Claim, ClaimRequest, InboxError, Lease, Outcome, Settlement};
use super::clock::{ms, now};
use super::pool::{Caller, Parameter, Pool};
use super::row::column;

/// Makes a statement that claims what is due and also meets a condition. `$1` is the limit, `$2` the lease.
macro_rules! claim {
    ($condition:expr) => {
        concat!(
            "WITH clock AS MATERIALIZED (SELECT ",
            now!(),
            " AS now), ",
            "chosen AS MATERIALIZED ( ",
            "    SELECT sequence FROM hookseal_inbox AS i ",
            "    WHERE state = 'pending' AND due_at <= (SELECT now FROM clock) ",
            "        AND (leased_until IS NULL OR leased_until <= (SELECT now FROM clock)) ",
            $condition,
            "    ORDER BY due_at, sequence LIMIT $1 FOR UPDATE SKIP LOCKED ",
            "), claimed AS ( ",
            "    UPDATE hookseal_inbox AS i ",
            "    SET attempts = attempts + 1, token = token + 1, leased_until = (SELECT now FROM clock) + $2 ",
            "    FROM chosen WHERE i.sequence = chosen.sequence ",
            "    RETURNING i.sequence, i.id, i.token, i.event, i.payload, i.attempts, i.due_at, i.received_at ",
            ") SELECT id, token, event, payload, attempts, (SELECT now FROM clock) - received_at AS age ",
            "FROM claimed ORDER BY due_at, sequence"
        )
    };
}

const CLAIM: &str = claim!("");

/// An event waits for every earlier one on its object that is pending, and for any later one that is leased. `OFFSET 0`
/// has PostgreSQL look for them event by event, with the index, rather than compare all with all.
const CLAIM_ORDERED: &str = claim!(
    "AND NOT EXISTS ( \
        SELECT FROM hookseal_inbox AS other WHERE other.state = 'pending' AND other.data_id = i.data_id \
            AND (other.changed_at, other.sequence) < (i.changed_at, i.sequence) OFFSET 0) \
    AND NOT EXISTS ( \
        SELECT FROM hookseal_inbox AS other WHERE other.state = 'pending' AND other.data_id = i.data_id \
            AND other.leased_until > (SELECT now FROM clock) OFFSET 0) "
);

/// Claims in order come one after another, each seeing the leases of the one before. Otherwise two that begin at the same
/// time could lease two events of one object, if an earlier event arrives between them. The second number tells
/// the inboxes of one database apart.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtext('hookseal_inbox'), 'hookseal_inbox'::regclass::oid::int)";

const SETTLE: &str = concat!(
    "UPDATE hookseal_inbox AS i SET state = s.state, leased_until = NULL, ",
    "    attempts = CASE WHEN s.counts THEN attempts ELSE greatest(attempts - 1, 0) END, ",
    "    due_at = CASE WHEN s.counts THEN clock.now + s.pause ELSE due_at END, ",
    "    finished_at = CASE WHEN s.state = 'pending' THEN NULL ELSE clock.now END, ",
    "    reason = CASE WHEN s.counts THEN s.reason ELSE i.reason END ",
    "FROM unnest($1::text[], $2::bigint[], $3::text[], $4::boolean[], $5::bigint[], $6::text[]) ",
    "    AS s (id, token, state, counts, pause, reason), (SELECT ",
    now!(),
    " AS now) AS clock ",
    "WHERE i.id = s.id AND i.token = s.token AND i.state = 'pending' AND i.leased_until IS NOT NULL RETURNING i.id"
);

pub(super) async fn claim(pool: &Pool, request: &ClaimRequest) -> Result<Vec<Claim>, InboxError> {
    let (limit, lease) = (i64::from(request.limit), ms(request.lease));
    let parameters: [Parameter<'_>; 2] = [(&limit, Type::INT8), (&lease, Type::INT8)];
    let rows = if request.ordered {
        pool.run_after(LOCK, Caller::Other, CLAIM_ORDERED, &parameters).await?
    } else {
        pool.run(Caller::Other, CLAIM, &parameters).await?
    };
    rows.iter()
        .map(|row| {
            Ok(Claim {
                lease: Lease { id: column(row, "id")?, token: column(row, "token")? },
                event: column(row, "event")?,
                payload: Bytes::copy_from_slice(column(row, "payload")?),
                attempt: column::<i32>(row, "attempts")?.unsigned_abs(),
                age: Duration::from_millis(column::<i64>(row, "age")?.try_into().unwrap_or_default()),
            })
        })
        .collect()
}

pub(super) async fn settle(pool: &Pool, settlements: &[Settlement]) -> Result<Vec<bool>, InboxError> {
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
    let rows = pool.run(Caller::Other, SETTLE, &parameters).await?;
    let mut held = rows.iter().map(|row| column(row, "id")).collect::<Result<HashSet<String>, _>>()?;
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
        Outcome::Retry { reason, .. } | Outcome::Dead { reason } => Some(reason.replace('\0', "\u{fffd}")),
        Outcome::Delivered | Outcome::Released => None,
    }
}
