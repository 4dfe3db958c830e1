//! Leasing events that are due.

use std::time::Duration;

use rusqlite::Transaction;
use tokio::time::Instant;

use super::database::Database;
use super::object::{first, is_leased, milliseconds, now, wake};
use crate::inbox::{Claim, ClaimRequest, InboxError, Lease};

/// How many events one transaction looks at; others wait meanwhile.
const WINDOW: u32 = 256;
/// How long a call looks for an event that may go, among many that have to wait.
const PATIENCE: Duration = Duration::from_millis(100);

pub(super) const IS_DUE: &str = "
    SELECT EXISTS (SELECT 1 FROM hookseal_inbox WHERE state = 'pending' AND due_at <= ?1)
        OR (?2 AND EXISTS (SELECT 1 FROM hookseal_inbox WHERE state = 'pending' AND due_at IS NULL))";
pub(super) const DUE: &str = "
    SELECT sequence, data_id FROM hookseal_inbox
    WHERE state = 'pending' AND due_at <= ?1 ORDER BY due_at, sequence LIMIT ?2";
pub(super) const WAITING: &str = "
    SELECT sequence, data_id FROM hookseal_inbox
    WHERE state = 'pending' AND due_at IS NULL ORDER BY sequence LIMIT ?1";
pub(super) const LEASE: &str = "
    UPDATE hookseal_inbox
    SET attempts = attempts + 1, token = token + 1, leased_until = ?2, due_at = ?2
    WHERE sequence = ?1";
pub(super) const READ: &str = "
    SELECT id, token, event, payload, attempts, received_at FROM hookseal_inbox WHERE sequence = ?1";
pub(super) const WAIT: &str = "UPDATE hookseal_inbox SET due_at = NULL WHERE sequence = ?1";

/// An event that is due.
struct Candidate {
    sequence: i64,
    data_id: Option<String>,
}

/// Leases events that are due.
pub fn claim(
    database: &Database,
    deadline: Instant,
    request: &ClaimRequest,
) -> Result<Vec<Claim>, InboxError> {
    let end = Instant::now() + PATIENCE;
    loop {
        // Most often nothing is due. Finding that out takes no lock.
        let is_due = database.read_before_write(deadline, |transaction| {
            let mut query = transaction.prepare_cached(IS_DUE)?;
            query.query_row((now(), !request.ordered), |row| row.get::<_, bool>(0))
        })?;
        if !is_due || request.limit == 0 {
            return Ok(Vec::new());
        }
        let claims = database.write(deadline, |transaction| {
            if request.ordered { in_order(transaction, request) } else { any(transaction, request) }
        })?;
        if !claims.is_empty() || Instant::now() >= end {
            return Ok(claims);
        }
    }
}

fn any(transaction: &Transaction<'_>, request: &ClaimRequest) -> rusqlite::Result<Vec<Claim>> {
    let now = now();
    let mut candidates = due(transaction, now, request.limit)?;
    let left = request.limit.saturating_sub(count(&candidates));
    if left > 0 {
        let mut waiting = transaction.prepare_cached(WAITING)?;
        for candidate in waiting.query_map([left], candidate)? {
            candidates.push(candidate?);
        }
    }
    candidates.iter().map(|candidate| lease(transaction, candidate, request, now)).collect()
}

fn in_order(transaction: &Transaction<'_>, request: &ClaimRequest) -> rusqlite::Result<Vec<Claim>> {
    let now = now();
    let mut claims = Vec::new();
    for candidate in due(transaction, now, WINDOW)? {
        if claims.len() >= request.limit as usize {
            break;
        }
        match &candidate.data_id {
            Some(object) if !may_go(transaction, &candidate, object, now)? => {
                transaction.prepare_cached(WAIT)?.execute([candidate.sequence])?;
                wake(transaction, object, now)?;
            }
            _ => claims.push(lease(transaction, &candidate, request, now)?),
        }
    }
    Ok(claims)
}

/// Whether nothing on the object is under way, and the event is the first.
fn may_go(
    transaction: &Transaction<'_>,
    candidate: &Candidate,
    object: &str,
    now: i64,
) -> rusqlite::Result<bool> {
    let is_first =
        first(transaction, object)?.is_some_and(|first| first.sequence == candidate.sequence);
    Ok(is_first && !is_leased(transaction, object, now)?)
}

fn due(transaction: &Transaction<'_>, now: i64, limit: u32) -> rusqlite::Result<Vec<Candidate>> {
    transaction.prepare_cached(DUE)?.query_map((now, limit), candidate)?.collect()
}

fn candidate(row: &rusqlite::Row<'_>) -> rusqlite::Result<Candidate> {
    Ok(Candidate { sequence: row.get(0)?, data_id: row.get(1)? })
}

fn count(candidates: &[Candidate]) -> u32 {
    u32::try_from(candidates.len()).unwrap_or(u32::MAX)
}

fn lease(
    transaction: &Transaction<'_>,
    candidate: &Candidate,
    request: &ClaimRequest,
    now: i64,
) -> rusqlite::Result<Claim> {
    let until = now.saturating_add(milliseconds(request.lease));
    transaction.prepare_cached(LEASE)?.execute([candidate.sequence, until])?;
    transaction.prepare_cached(READ)?.query_row([candidate.sequence], |row| {
        let received_at: i64 = row.get(5)?;
        let age = u64::try_from(now.saturating_sub(received_at)).unwrap_or(0);
        Ok(Claim {
            lease: Lease { id: row.get(0)?, token: row.get(1)? },
            event: row.get(2)?,
            payload: row.get::<_, Vec<u8>>(3)?.into(),
            attempt: row.get(4)?,
            age: Duration::from_millis(age),
        })
    })
}
