//! `--ordered`: never two events of one object at once, and the older first.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hookseal_cli::inbox::Outcome;
use tokio::time::sleep;

use super::Store;
use super::tools::{
    change, claim, claim_for, claim_ordered, dead, event, ids, retry, settle, store as put,
};

const SHORT: Duration = Duration::from_millis(200);
const LONGER: Duration = Duration::from_millis(500);

pub async fn the_older_goes_first_and_others_wait(store: &impl Store) {
    let inbox = store.open().await;
    let early = [change("a2", "A", 2), change("a1", "A", 1), change("a2 too", "A", 2)];
    put(&*inbox, &early).await;
    put(&*inbox, &[change("b1", "B", 9), event("x"), event("y")]).await;

    let claims = claim_ordered(&*inbox, 10).await;
    let mut first = ids(&claims);
    first.sort_unstable();
    assert_eq!(first, ["a1", "b1", "x", "y"], "events about nothing do not wait for each other");
    assert!(claim_ordered(&*inbox, 10).await.is_empty());

    let mut lease = claims.into_iter().find(|claim| claim.lease.id == "a1").unwrap().lease;
    for next in ["a2", "a2 too"] {
        assert!(settle(&*inbox, &lease, Outcome::Delivered).await);
        let mut claims = claim_ordered(&*inbox, 10).await;
        assert_eq!(ids(&claims), [next]);
        lease = claims.remove(0).lease;
    }

    // An event of which no change is known counts as changed when it was received.
    let mut unknown = change("c2", "C", 0);
    unknown.changed_at = None;
    put(&*inbox, &[unknown, change("c3", "C", i64::MAX), change("c1", "C", 1)]).await;
    for next in ["c1", "c2", "c3"] {
        let claims = claim_ordered(&*inbox, 10).await;
        assert_eq!(ids(&claims), [next]);
        assert!(settle(&*inbox, &claims[0].lease, Outcome::Delivered).await);
    }
}

pub async fn a_leased_event_blocks_an_older_one_that_comes_late(store: &impl Store) {
    let inbox = store.open().await;
    put(&*inbox, &[change("new", "A", 5)]).await;
    let new = claim_ordered(&*inbox, 10).await.remove(0);
    put(&*inbox, &[change("old", "A", 1)]).await;
    assert!(claim_ordered(&*inbox, 10).await.is_empty());

    assert!(settle(&*inbox, &new.lease, retry(Duration::ZERO)).await);
    let old = claim_ordered(&*inbox, 10).await;
    assert_eq!(ids(&old), ["old"]);
    assert!(claim_ordered(&*inbox, 10).await.is_empty());
    assert!(settle(&*inbox, &old[0].lease, Outcome::Delivered).await);
    assert_eq!(ids(&claim_ordered(&*inbox, 10).await), ["new"]);
}

pub async fn a_pause_blocks_and_death_does_not(store: &impl Store) {
    let inbox = store.open().await;
    put(&*inbox, &[change("a1", "A", 1), change("a2", "A", 2)]).await;
    let first = claim_ordered(&*inbox, 10).await.remove(0);
    assert!(claim_ordered(&*inbox, 10).await.is_empty());
    assert!(settle(&*inbox, &first.lease, retry(LONGER)).await);
    assert!(claim_ordered(&*inbox, 10).await.is_empty(), "a2 waits for a1 to be tried again");

    sleep(2 * LONGER).await;
    let first = claim_ordered(&*inbox, 10).await.remove(0);
    assert_eq!((first.lease.id.as_str(), first.attempt), ("a1", 2));
    assert!(settle(&*inbox, &first.lease, dead()).await);
    assert_eq!(ids(&claim_ordered(&*inbox, 10).await), ["a2"]);
}

pub async fn after_a_lapse_the_older_goes_first(store: &impl Store) {
    let inbox = store.open().await;
    put(&*inbox, &[change("new", "A", 5)]).await;
    assert_eq!(claim_for(&*inbox, 10, SHORT, true).await.len(), 1);
    put(&*inbox, &[change("old", "A", 1)]).await;
    assert!(claim_ordered(&*inbox, 10).await.is_empty());

    sleep(LONGER).await;
    let old = claim_for(&*inbox, 10, SHORT, true).await;
    assert_eq!(ids(&old), ["old"]);
    assert!(claim_ordered(&*inbox, 10).await.is_empty());

    sleep(LONGER).await;
    let old = claim_ordered(&*inbox, 10).await;
    assert_eq!((ids(&old), old[0].attempt), (vec!["old"], 2));
    assert!(settle(&*inbox, &old[0].lease, Outcome::Delivered).await);
    assert_eq!(ids(&claim_ordered(&*inbox, 10).await), ["new"]);
}

pub async fn what_waits_is_due_for_claims_without_order(store: &impl Store) {
    let inbox = store.open().await;
    put(&*inbox, &[change("a1", "A", 1), change("a2", "A", 2), change("a3", "A", 3)]).await;
    assert_eq!(ids(&claim_ordered(&*inbox, 10).await), ["a1"]);
    assert!(claim_ordered(&*inbox, 10).await.is_empty());
    let mut rest = claim(&*inbox, 10).await;
    rest.sort_by(|one, other| one.lease.id.cmp(&other.lease.id));
    assert_eq!(ids(&rest), ["a2", "a3"]);
}

/// Four forwarders, and attempts that fail now and then.
pub async fn never_two_at_once_and_always_in_order(store: &impl Store) {
    const OBJECTS: usize = 5;
    const CHANGES: usize = 20;
    let inbox = store.open().await;
    let events: Vec<_> = (0..OBJECTS * CHANGES)
        .map(|number| {
            let (object, change_number) = (number % OBJECTS, number / OBJECTS);
            let changed_at = i64::try_from(change_number).unwrap();
            change(&format!("{object} {change_number:03}"), &object.to_string(), changed_at)
        })
        .collect();
    put(&*inbox, &events).await;

    let seen = Arc::new(Mutex::new(Seen::default()));
    let mut forwarders = tokio::task::JoinSet::new();
    for forwarder in 0..4 {
        let (inbox, seen) = (store.open().await, Arc::clone(&seen));
        forwarders.spawn(async move {
            let mut turn = forwarder;
            while seen.lock().unwrap().delivered() < OBJECTS * CHANGES {
                for claim in claim_ordered(&*inbox, 3).await {
                    turn += 1;
                    let object = claim.lease.id.split(' ').next().unwrap().to_owned();
                    assert!(seen.lock().unwrap().busy.insert(object.clone()), "two at once");
                    tokio::task::yield_now().await;
                    let outcome =
                        if turn % 4 == 0 { retry(Duration::ZERO) } else { Outcome::Delivered };
                    seen.lock().unwrap().end(&object, &claim.lease.id, &outcome);
                    assert!(settle(&*inbox, &claim.lease, outcome).await);
                }
            }
        });
    }
    let all = async {
        while let Some(end) = forwarders.join_next().await {
            end.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_mins(1), all).await.expect("nothing waits for ever");

    for order in seen.lock().unwrap().orders.values() {
        assert_eq!(order.len(), CHANGES);
        assert!(order.is_sorted(), "{order:?}");
    }
}

/// What an application saw.
#[derive(Default)]
struct Seen {
    busy: HashSet<String>,
    orders: HashMap<String, Vec<String>>,
}

impl Seen {
    fn delivered(&self) -> usize {
        self.orders.values().map(Vec::len).sum()
    }

    fn end(&mut self, object: &str, id: &str, outcome: &Outcome) {
        self.busy.remove(object);
        if matches!(outcome, Outcome::Delivered) {
            self.orders.entry(object.to_owned()).or_default().push(id.to_owned());
        }
    }
}
