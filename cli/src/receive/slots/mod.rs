//! The open connections: how many, of whom, what each is doing, and how many bytes of bodies they hold.
//!
//! Anyone may connect, so connections and memory are the two things an attacker can use up. When either runs out,
//! the gateway closes a connection instead of refusing the next client. It takes one of the address that holds the
//! most, and of those the one that has waited longest. So whoever floods the gateway only displaces himself.

mod eviction;
mod seat;
mod slot;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use eviction::victim;
pub use seat::{Held, Seat};
pub use slot::{Phase, Slot};

/// The limits.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open connections.
    pub connections: usize,
    /// Bytes of bodies that are not stored yet, over all connections.
    pub body_memory: usize,
    /// The time for the head of a request.
    pub header_timeout: Duration,
    /// The time without a request.
    pub idle_timeout: Duration,
}

/// All open connections.
#[derive(Debug)]
pub struct Slots {
    limits: Limits,
    open: Mutex<Open>,
    held: AtomicUsize,
}

#[derive(Debug, Default)]
struct Open {
    last_id: u64,
    slots: HashMap<u64, Arc<Slot>>,
}

/// Every place is taken by a delivery that is being stored.
#[derive(Debug)]
pub struct Full;

impl Slots {
    /// None open yet.
    #[must_use]
    pub fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self { limits, open: Mutex::default(), held: AtomicUsize::new(0) })
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.open().slots.len()
    }

    /// Takes a place for a new connection, and closes another if there is none left.
    ///
    /// # Errors
    ///
    /// [`Full`] if none can be closed.
    pub fn seat(self: &Arc<Self>, peer: IpAddr) -> Result<Seat, Full> {
        let mut open = self.open();
        if open.slots.len() >= self.limits.connections {
            let victim = victim(&open.slots, |_| 1).ok_or(Full)?;
            self.displace(&mut open, &victim);
        }
        open.last_id += 1;
        let slot = Arc::new(Slot::new(open.last_id, peer));
        open.slots.insert(slot.id, Arc::clone(&slot));
        Ok(Seat { slots: Arc::clone(self), slot })
    }

    /// Closes the connection that would make way for a new one. Returns whether there was one.
    pub fn make_way(&self) -> bool {
        let mut open = self.open();
        let Some(victim) = victim(&open.slots, |_| 1) else { return false };
        self.displace(&mut open, &victim);
        true
    }

    /// Closes the connections that took too long. Returns them.
    pub fn sweep(&self) -> Vec<Arc<Slot>> {
        let mut overdue = Vec::new();
        self.open().slots.retain(|_, slot| {
            let (phase, since) = slot.doing();
            let limit = match phase {
                Phase::Head => self.limits.header_timeout,
                Phase::Idle => self.limits.idle_timeout,
                // Bodies and the inbox have deadlines of their own, which answer.
                Phase::Body | Phase::Storing => return true,
            };
            let keep = since.elapsed() < limit;
            if !keep {
                overdue.push(Arc::clone(slot));
            }
            keep
        });
        for slot in &overdue {
            self.evict(slot);
        }
        overdue
    }

    /// Counts more bytes of a connection's body. If that is too much, closes others that hold more.
    fn grow(&self, slot: &Slot, bytes: usize) -> Result<(), Full> {
        slot.hold(bytes);
        let held = self.held.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if held <= self.limits.body_memory {
            return Ok(());
        }
        let mut open = self.open();
        let victim = victim(&open.slots, Slot::held).ok_or(Full)?;
        if victim.id == slot.id {
            return Err(Full);
        }
        self.displace(&mut open, &victim);
        Ok(())
    }

    fn displace(&self, open: &mut Open, victim: &Slot) {
        open.slots.remove(&victim.id);
        self.evict(victim);
    }

    fn evict(&self, slot: &Slot) {
        self.release(slot);
        slot.evict();
    }

    fn release(&self, slot: &Slot) {
        self.held.fetch_sub(slot.let_go(), Ordering::Relaxed);
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        connections: 4,
        body_memory: 100,
        header_timeout: Duration::from_secs(10),
        idle_timeout: Duration::from_mins(1),
    };

    fn seat(slots: &Arc<Slots>, peer: &str) -> Seat {
        slots.seat(peer.parse().unwrap()).unwrap()
    }

    fn is_evicted(seat: &Seat) -> bool {
        !seat.slots.open().slots.contains_key(&seat.slot.id)
    }

    #[test]
    fn the_address_with_the_most_connections_loses_its_oldest() {
        let slots = Slots::new(LIMITS);
        let workos = seat(&slots, "3.217.146.166");
        let flood: Vec<_> = (0..3).map(|_| seat(&slots, "192.0.2.1")).collect();
        let _new = seat(&slots, "192.0.2.2");
        assert!(!is_evicted(&workos));
        assert_eq!(flood.iter().map(is_evicted).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!(slots.count(), 4);
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one_address() {
        let slots = Slots::new(LIMITS);
        let workos: Vec<_> = (0..2).map(|_| seat(&slots, "3.217.146.166")).collect();
        let _flood: Vec<_> = (1..3).map(|n| seat(&slots, &format!("2001:db8::{n}"))).collect();
        let _more: Vec<_> = (3..9).map(|n| seat(&slots, &format!("2001:db8::{n}"))).collect();
        assert!(workos.iter().filter(|seat| is_evicted(seat)).count() <= 1);
    }

    #[test]
    fn a_delivery_that_is_being_stored_is_never_closed() {
        let slots = Slots::new(LIMITS);
        let storing: Vec<_> = (0..4).map(|_| seat(&slots, "192.0.2.1")).collect();
        for seat in &storing {
            seat.slot.begins(Phase::Storing);
        }
        assert!(slots.seat("192.0.2.2".parse().unwrap()).is_err());
        assert!(!storing.iter().any(is_evicted));
    }

    #[test]
    fn memory_is_taken_from_whoever_holds_the_most_and_given_back() {
        let slots = Slots::new(LIMITS);
        let (greedy, modest) = (seat(&slots, "192.0.2.1"), seat(&slots, "3.217.146.166"));
        let (much, little) = (greedy.hold(), modest.hold());
        much.grow(90).unwrap();
        little.grow(20).unwrap();
        assert!(is_evicted(&greedy) && !is_evicted(&modest));
        // Who holds the most himself is refused.
        assert!(little.grow(90).is_err());
        drop(much);
        drop(little);
        assert_eq!(slots.held.load(Ordering::Relaxed), 0);
    }
}
