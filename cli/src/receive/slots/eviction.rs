//! Which connection is closed when another one needs its place or its memory.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use super::{Phase, Slot};

/// Which connection has to go: of the address that weighs the most, the heaviest; among equals the one that has
/// waited longest. Those whose delivery is being stored stay.
pub fn victim(
    slots: &HashMap<u64, Arc<Slot>>,
    weight: impl Fn(&Slot) -> usize,
) -> Option<Arc<Slot>> {
    let mut weights: HashMap<IpAddr, usize> = HashMap::new();
    for slot in slots.values() {
        *weights.entry(network(slot.peer)).or_default() += weight(slot);
    }
    slots
        .values()
        .filter_map(|slot| {
            let (phase, since) = slot.doing();
            (phase != Phase::Storing).then_some((slot, since))
        })
        .max_by_key(|(slot, since)| {
            let of_address = weights.get(&network(slot.peer)).copied().unwrap_or_default();
            (of_address, weight(slot), Reverse(*since))
        })
        .map(|(slot, _)| Arc::clone(slot))
}

/// Whoever has one address of IPv6 usually has the 2^64 beside it.
fn network(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V4(_) => peer,
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)))
        }
    }
}
