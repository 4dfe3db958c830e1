//! Claiming and settling.

use std::time::Duration;

use hookseal_cli::inbox::{Filter, Outcome, State};
use tokio::time::sleep;

use super::Store;
use super::tools::{claim, claim_for, dead, event, ids, retry, settle, store as put};

const SHORT: Duration = Duration::from_millis(200);
/// Longer than `SHORT`, whatever else this machine does.
const LONGER: Duration = Duration::from_millis(500);

pub async fn the_oldest_is_claimed_first_and_nothing_twice(store: &impl Store) {
    let inbox = store.open().await;
    for id in ["c", "a", "b"] {
        put(&*inbox, &[event(id)]).await;
    }
    let claims = claim(&*inbox, 2).await;
    assert_eq!(ids(&claims), ["c", "a"]);
    assert!(claims.iter().all(|claim| claim.attempt == 1 && claim.event == "user.updated"));
    assert_eq!(claims[0].payload, event("c").payload);
    assert!(claims[0].age < Duration::from_mins(1));

    let rest = claim(&*inbox, 10).await;
    assert_eq!(ids(&rest), ["b"]);
    assert!(claim(&*inbox, 10).await.is_empty());
    assert!(claim(&*inbox, 0).await.is_empty());

    for claim in claims.iter().chain(&rest) {
        assert!(settle(&*inbox, &claim.lease, Outcome::Delivered).await);
        assert!(!settle(&*inbox, &claim.lease, Outcome::Delivered).await, "it was settled before");
    }
    assert!(claim(&*inbox, 10).await.is_empty());
    let entry = inbox.show("a").await.unwrap().unwrap();
    assert_eq!(entry.state, State::Delivered);
    assert!(entry.finished_at.is_some() && entry.leased_until.is_none() && entry.due_at.is_none());
}

pub async fn an_expired_lease_is_claimed_again_and_settles_nothing(store: &impl Store) {
    let inbox = store.open().await;
    put(&*inbox, &[event("a")]).await;
    let first = claim_for(&*inbox, 1, SHORT, false).await.remove(0);
    assert!(claim(&*inbox, 1).await.is_empty());

    sleep(LONGER).await;
    let second = claim(&*inbox, 1).await.remove(0);
    assert_eq!((first.attempt, second.attempt), (1, 2));
    assert!(first.lease.token < second.lease.token);

    for outcome in [Outcome::Delivered, dead(), retry(SHORT), Outcome::Released] {
        assert!(!settle(&*inbox, &first.lease, outcome).await);
    }
    let entry = inbox.show("a").await.unwrap().unwrap();
    assert_eq!((entry.state, entry.attempts, entry.reason), (State::Pending, 2, None));
    assert!(settle(&*inbox, &second.lease, Outcome::Delivered).await);
}

pub async fn a_late_settlement_counts_if_nobody_claimed_since(store: &impl Store) {
    let inbox = store.open().await;
    put(&*inbox, &[event("a")]).await;
    let claim = claim_for(&*inbox, 1, SHORT, false).await.remove(0);
    sleep(LONGER).await;
    assert!(settle(&*inbox, &claim.lease, Outcome::Delivered).await);
}

pub async fn a_retry_waits_for_its_pause(store: &impl Store) {
    let inbox = store.open().await;
    put(&*inbox, &[event("a"), event("b")]).await;
    let claims = claim(&*inbox, 2).await;
    assert!(settle(&*inbox, &claims[0].lease, retry(LONGER)).await);
    assert!(claim(&*inbox, 2).await.is_empty());
    let entry = inbox.show("a").await.unwrap().unwrap();
    assert_eq!((entry.state, entry.attempts), (State::Pending, 1));
    assert_eq!(entry.reason.as_deref(), Some("500 Internal Server Error"));
    assert!(entry.due_at > Some(entry.received_at) && entry.leased_until.is_none());

    sleep(2 * LONGER).await;
    let again = claim(&*inbox, 2).await;
    assert_eq!(ids(&again), ["a"]);
    assert_eq!(again[0].attempt, 2);
}

pub async fn a_dead_event_stays_until_someone_retries_it(store: &impl Store) {
    let inbox = store.open().await;
    put(&*inbox, &[event("a")]).await;
    let first = claim(&*inbox, 1).await.remove(0);
    assert!(settle(&*inbox, &first.lease, dead()).await);
    assert!(claim(&*inbox, 1).await.is_empty());
    let entry = inbox.show("a").await.unwrap().unwrap();
    assert_eq!((entry.state, entry.reason.as_deref()), (State::Dead, Some("410 Gone")));
    assert!(entry.finished_at.is_some());

    let filter = Filter { id: Some("a".to_owned()), ..Filter::default() };
    assert_eq!(inbox.retry(&filter, None, 10).await.unwrap().count, 1);
    let entry = inbox.show("a").await.unwrap().unwrap();
    assert_eq!((entry.state, entry.attempts, entry.finished_at), (State::Pending, 0, None));

    let second = claim(&*inbox, 1).await.remove(0);
    assert_eq!(second.attempt, 1);
    assert!(first.lease.token < second.lease.token);
    assert!(!settle(&*inbox, &first.lease, Outcome::Delivered).await);
    assert!(settle(&*inbox, &second.lease, Outcome::Delivered).await);
}

pub async fn a_released_attempt_does_not_count(store: &impl Store) {
    let inbox = store.open().await;
    put(&*inbox, &[event("a")]).await;
    let first = claim(&*inbox, 1).await.remove(0);
    assert!(settle(&*inbox, &first.lease, Outcome::Released).await);
    assert!(!settle(&*inbox, &first.lease, Outcome::Delivered).await);
    assert_eq!(inbox.show("a").await.unwrap().unwrap().attempts, 0);

    let second = claim(&*inbox, 1).await.remove(0);
    assert_eq!(second.attempt, 1);
    assert!(first.lease.token < second.lease.token);
}
