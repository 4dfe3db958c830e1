//! What `--ordered` asks of an object, that is of all events on one `data.id`.
//!
//! An event that may not go yet waits: its `due_at` is NULL, so that claims need not look at it again and again. For each
//! object with pending events, at least one does not wait: when that one is looked at or settled, it wakes the first.

/// Whoever claims in order is alone meanwhile, and sees all leases and settlements. Otherwise two could lease two events of one
/// object, if an earlier event arrives between them; or an event could wait for one that was just settled. The second
/// number tells the inboxes of one database apart.
pub(super) const ALONE: &str = "SELECT pg_advisory_xact_lock(hashtext('hookseal_inbox'), 'hookseal_inbox'::regclass::oid::int)";

/// Held together by those who settle, so that none is under way while someone is alone.
pub(super) const NOT_ALONE: &str = "SELECT pg_advisory_xact_lock_shared(hashtext('hookseal_inbox'), 'hookseal_inbox'::regclass::oid::int)";

/// Whether an event on an object is leased, in SQL beside `clock`. A second condition may leave some out.
macro_rules! leased {
    ($object:expr) => {
        leased!($object, "")
    };
    ($object:expr, $condition:expr) => {
        concat!(
            "EXISTS (SELECT FROM hookseal_inbox AS other WHERE other.leased_until > (SELECT now FROM clock) AND other.data_id = ",
            $object,
            " ",
            $condition,
            ")"
        )
    };
}
pub(super) use leased;
