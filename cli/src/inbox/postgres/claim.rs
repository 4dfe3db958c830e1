//! Leasing events that are due.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::super::{Claim, ClaimRequest, InboxError, Lease};
use super::clock::{clock, ms};
use super::object::{ALONE, leased};
use super::pool::{Caller, Locks, Parameter, Pool};
use super::row::column;

/// How long a call looks for an event that may go, among many that have to wait.
const PATIENCE: Duration = Duration::from_millis(500);

/// Takes the steps of a table `steps`: an event is leased, waits or wakes. Returns all of them, with a payload if it is leased.
macro_rules! take_steps {
    () => {
        "taken AS ( \
            UPDATE hookseal_inbox AS i SET \
                attempts = i.attempts + (step = 'lease')::int, token = i.token + (step = 'lease')::int, \
                leased_until = CASE step WHEN 'lease' THEN (SELECT now FROM clock) + $2 ELSE i.leased_until END, \
                due_at = CASE step WHEN 'lease' THEN (SELECT now FROM clock) + $2 WHEN 'wake' THEN (SELECT now FROM clock) END \
            FROM steps WHERE i.sequence = steps.sequence AND i.state = 'pending' \
                AND (i.leased_until IS NULL OR i.leased_until <= (SELECT now FROM clock)) \
            RETURNING steps.place, i.id, i.token, i.event, i.attempts, i.received_at, \
                CASE step WHEN 'lease' THEN i.payload END AS payload \
        ) SELECT *, (SELECT now FROM clock) - received_at AS age FROM taken ORDER BY place"
    };
}

/// Claims what is due, and then what waits, if an earlier process left something waiting for its turn. `$1` is the limit,
/// `$2` the lease.
const CLAIM: &str = concat!(
    clock!(),
    ", due AS MATERIALIZED ( ",
    "    SELECT sequence FROM hookseal_inbox WHERE state = 'pending' AND due_at <= (SELECT now FROM clock) ",
    "    ORDER BY due_at, sequence LIMIT $1 FOR UPDATE SKIP LOCKED ",
    "), waiting AS MATERIALIZED ( ",
    "    SELECT sequence FROM hookseal_inbox WHERE state = 'pending' AND due_at IS NULL ",
    "    ORDER BY sequence LIMIT $1 - (SELECT count(*) FROM due) FOR UPDATE SKIP LOCKED ",
    "), steps AS ( ",
    "    SELECT sequence, 'lease' AS step, row_number() OVER () AS place ",
    "    FROM (SELECT * FROM due UNION ALL SELECT * FROM waiting) AS chosen ",
    "), ",
    take_steps!()
);

/// How many events one statement of `--ordered` looks at.
const WINDOW: i64 = 500;

/// Claims in order, looking at the `$3` events that are due first. An event goes if it is the first one pending on its
/// object, and none on the object is leased. Otherwise it waits, and wakes the first one if nothing keeps that.
const CLAIM_ORDERED: &str = concat!(
    clock!(),
    ", due AS MATERIALIZED ( ",
    "    SELECT sequence, data_id, row_number() OVER (ORDER BY due_at, sequence) AS place FROM hookseal_inbox ",
    "    WHERE state = 'pending' AND due_at <= (SELECT now FROM clock) ORDER BY due_at, sequence LIMIT $3 ",
    "), placed AS MATERIALIZED ( ",
    "    SELECT due.*, head.sequence AS head, head.due_at IS NULL AS head_waits, ",
    leased!("due.data_id"),
    "        AS busy ",
    "    FROM due LEFT JOIN LATERAL ( ",
    "        SELECT other.sequence, other.due_at FROM hookseal_inbox AS other ",
    "        WHERE other.state = 'pending' AND other.data_id = due.data_id ",
    "        ORDER BY other.changed_at, other.sequence LIMIT 1 ",
    "    ) AS head ON true ",
    "), steps AS ( ",
    "    (SELECT sequence, 'lease' AS step, place FROM placed WHERE data_id IS NULL OR (head = sequence AND NOT busy) ",
    "        ORDER BY place LIMIT $1) ",
    "    UNION ALL SELECT sequence, 'wait', place FROM placed WHERE data_id IS NOT NULL AND (head <> sequence OR busy) ",
    "    UNION ALL SELECT DISTINCT head, 'wake', 0 FROM placed WHERE head <> sequence AND head_waits AND NOT busy ",
    "), ",
    take_steps!()
);

pub(super) async fn claim(pool: &Pool, request: &ClaimRequest) -> Result<Vec<Claim>, InboxError> {
    if request.limit == 0 {
        return Ok(Vec::new());
    }
    let (limit, lease) = (i64::from(request.limit), ms(request.lease));
    let parameters: [Parameter<'_>; 3] =
        [(&limit, Type::INT8), (&lease, Type::INT8), (&WINDOW, Type::INT8)];
    if !request.ordered {
        return leased(
            &pool.run(Caller::Other, CLAIM, parameters.get(..2).unwrap_or_default()).await?,
        );
    }
    let locks = Locks { first: ALONE, then: None };
    let end = Instant::now() + PATIENCE;
    loop {
        let rows = pool.run_locked(Caller::Other, &locks, CLAIM_ORDERED, &parameters).await?;
        let claims = leased(&rows)?;
        // Among many that have to wait, there may be others behind them.
        if !claims.is_empty() || rows.is_empty() || Instant::now() >= end {
            return Ok(claims);
        }
    }
}

/// Reads the events that were leased, rather than put to wait.
fn leased(rows: &[Row]) -> Result<Vec<Claim>, InboxError> {
    let mut claims = Vec::new();
    for row in rows {
        if let Some(payload) = column::<Option<&[u8]>>(row, "payload")? {
            claims.push(Claim {
                lease: Lease { id: column(row, "id")?, token: column(row, "token")? },
                event: column(row, "event")?,
                payload: Bytes::copy_from_slice(payload),
                attempt: column::<i32>(row, "attempts")?.unsigned_abs(),
                age: Duration::from_millis(
                    column::<i64>(row, "age")?.try_into().unwrap_or_default(),
                ),
            });
        }
    }
    Ok(claims)
}
