//! Claiming events and settling them: leases with fencing.

use std::time::Duration;

use bytes::Bytes;

/// Which events to lease.
#[derive(Clone, Debug)]
pub struct ClaimRequest {
    /// At most so many.
    pub limit: u32,
    /// For how long. An event that is not settled until then may be claimed again.
    pub lease: Duration,
    /// Whether an event waits until every earlier one on the same `data.id` is delivered or dead.
    pub ordered: bool,
}

/// The right to settle an event. Each claim has a new token, so a lease that expired settles nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lease {
    /// The event's id.
    pub id: String,
    /// The fencing token: how often the event was claimed in all, never reset.
    pub token: i64,
}

/// An event that was leased.
#[derive(Clone, Debug)]
pub struct Claim {
    /// With which it is settled.
    pub lease: Lease,
    /// Its name.
    pub event: String,
    /// The body as received.
    pub payload: Bytes,
    /// Which attempt this is, from 1; `inbox retry` starts again.
    pub attempt: u32,
    /// How long ago it was received.
    pub age: Duration,
}

/// What became of a leased event.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// The right to say so.
    pub lease: Lease,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an attempt.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The application has it.
    Delivered,
    /// Try again after this pause. The reason is for `inbox show`.
    Retry {
        /// The pause.
        after: Duration,
        /// `500 Internal Server Error`, `timed out after 30s`.
        reason: String,
    },
    /// Never again, unless someone calls `inbox retry`.
    Dead {
        /// As above.
        reason: String,
    },
    /// The attempt did not take place; do not count it. The event is due at once.
    Released,
}
