//! Looking at the inbox, and managing it.

use std::time::Duration;

use hookseal_cli::inbox::{Filter, Inbox, NewEvent, Outcome, Page, State};
use tokio::time::sleep;

use super::Store;
use super::tools::{change, claim, dead, event, ids, retry, settle, store as put};

/// `a` delivered, `b` dead, `c` waiting for a retry, `d` new.
async fn one_in_each_state(inbox: &dyn Inbox) {
    let mut events = [change("a", "A", 1), change("b", "B", 1), event("c"), event("d")];
    for (event, name) in
        events.iter_mut().zip(["user.created", "users.created", "dsync.deleted", "user.*"])
    {
        name.clone_into(&mut event.event);
    }
    put(inbox, &events).await;
    let claims = claim(inbox, 3).await;
    assert_eq!(ids(&claims), ["a", "b", "c"]);
    for (claim, outcome) in
        claims.iter().zip([Outcome::Delivered, dead(), retry(Duration::from_mins(1))])
    {
        assert!(settle(inbox, &claim.lease, outcome).await);
    }
}

fn shown(page: &Page) -> Vec<&str> {
    page.entries.iter().map(|entry| entry.id.as_str()).collect()
}

/// The ids of all pages, and how many pages there are.
async fn all(inbox: &dyn Inbox, filter: &Filter, limit: u32) -> (Vec<String>, usize) {
    let (mut ids, mut pages, mut after) = (Vec::new(), 0, None);
    loop {
        let page = inbox.list(filter, after, limit).await.unwrap();
        assert!(page.entries.len() <= limit as usize);
        ids.extend(shown(&page).into_iter().map(str::to_owned));
        pages += 1;
        after = page.next;
        if after.is_none() {
            return (ids, pages);
        }
    }
}

pub async fn lists_the_newest_first_in_pages(store: &impl Store) {
    let inbox = store.open().await;
    assert_eq!(all(&*inbox, &Filter::default(), 10).await, (vec![], 1));
    let events: Vec<NewEvent> = (0..7).map(|number| event(&number.to_string())).collect();
    put(&*inbox, &events).await;

    let page = inbox.list(&Filter::default(), None, 3).await.unwrap();
    assert_eq!(shown(&page), ["6", "5", "4"]);
    assert!(page.entries.is_sorted_by(|one, next| one.sequence > next.sequence));
    assert!(page.entries.iter().all(|entry| entry.payload.is_none()));
    // What comes meanwhile does not shift the pages.
    put(&*inbox, &[event("7")]).await;
    let page = inbox.list(&Filter::default(), page.next, 3).await.unwrap();
    assert_eq!(shown(&page), ["3", "2", "1"]);

    let (ids, pages) = all(&*inbox, &Filter::default(), 3).await;
    assert_eq!(ids, ["7", "6", "5", "4", "3", "2", "1", "0"]);
    assert!(pages >= 3);
    assert_eq!(all(&*inbox, &Filter::default(), 8).await.0, ids);
}

pub async fn filters_select(store: &impl Store) {
    let inbox = store.open().await;
    one_in_each_state(&*inbox).await;
    let none = Filter::default;
    let names = |names: &[&str]| names.iter().copied().map(str::to_owned).collect();
    let time = inbox.show("c").await.unwrap().unwrap().received_at;
    let millisecond = jiff::SignedDuration::from_millis(1);
    let cases: [(&[&str], Filter); _] = [
        (&["d", "c", "b", "a"], none()),
        (&["b"], Filter { id: Some("b".to_owned()), ..none() }),
        (&["d", "c"], Filter { state: Some(State::Pending), ..none() }),
        (&["a"], Filter { state: Some(State::Delivered), ..none() }),
        (&["b"], Filter { state: Some(State::Dead), ..none() }),
        (&["a"], Filter { events: names(&["user.created"]), ..none() }),
        (&["d", "a"], Filter { events: names(&["user.*"]), ..none() }),
        (&["c", "b"], Filter { events: names(&["users.*", "dsync.deleted"]), ..none() }),
        (&["d", "c", "b", "a"], Filter { events: names(&["*"]), ..none() }),
        (&["b"], Filter { data_id: Some("B".to_owned()), ..none() }),
        (&[], Filter { data_id: Some("B".to_owned()), state: Some(State::Delivered), ..none() }),
        (
            &["d", "c", "b", "a"],
            Filter { since: Some(time), until: Some(time + millisecond), ..none() },
        ),
        (&[], Filter { until: Some(time), ..none() }),
        (&[], Filter { since: Some(time + millisecond), ..none() }),
    ];
    for (expected, filter) in cases {
        assert_eq!(all(&*inbox, &filter, 10).await.0, expected, "{filter:?}");
        assert_eq!(all(&*inbox, &filter, 1).await.0, expected, "{filter:?}");
    }
}

/// Retries everything that a filter selects. Returns how many, and in how many calls.
async fn retry_all(inbox: &dyn Inbox, filter: &Filter, limit: u32) -> u32 {
    let (mut count, mut after) = (0, None);
    loop {
        let retried = inbox.retry(filter, after, limit).await.unwrap();
        assert!(retried.count <= limit);
        count += retried.count;
        after = retried.next;
        if after.is_none() {
            return count;
        }
    }
}

pub async fn retries_what_the_filter_selects(store: &impl Store) {
    let inbox = store.open().await;
    one_in_each_state(&*inbox).await;
    let dead_ones = Filter { state: Some(State::Dead), ..Filter::default() };
    assert_eq!(retry_all(&*inbox, &dead_ones, 10).await, 1);
    assert_eq!(retry_all(&*inbox, &dead_ones, 10).await, 0);
    // Pending ones keep their pauses.
    assert_eq!(retry_all(&*inbox, &Filter::default(), 1).await, 1);
    let mut claims = claim(&*inbox, 10).await;
    claims.sort_by(|one, other| one.lease.id.cmp(&other.lease.id));
    assert_eq!(ids(&claims), ["a", "b", "d"]);

    let many: Vec<NewEvent> = (0..250).map(|number| event(&number.to_string())).collect();
    put(&*inbox, &many).await;
    for claim in claim(&*inbox, 1000).await {
        assert!(settle(&*inbox, &claim.lease, dead()).await);
    }
    assert_eq!(retry_all(&*inbox, &dead_ones, 100).await, 250);
    assert_eq!(claim(&*inbox, 1000).await.len(), 250);
}

pub async fn prunes_what_is_old_and_finished(store: &impl Store) {
    let inbox = store.open().await;
    one_in_each_state(&*inbox).await;
    assert_eq!(inbox.prune(Duration::from_hours(1), 10).await.unwrap(), 0);
    assert_eq!(inbox.prune(Duration::MAX, 10).await.unwrap(), 0, "for ever");
    sleep(Duration::from_millis(20)).await;
    assert_eq!(inbox.prune(Duration::from_millis(5), 1).await.unwrap(), 1);
    assert_eq!(inbox.prune(Duration::from_millis(5), 10).await.unwrap(), 1);
    assert_eq!(inbox.prune(Duration::from_millis(5), 10).await.unwrap(), 0);
    assert_eq!(all(&*inbox, &Filter::default(), 10).await.0, ["d", "c"]);
}

pub async fn counts_and_ages(store: &impl Store) {
    let inbox = store.open().await;
    let stats = inbox.stats().await.unwrap();
    assert_eq!((stats.pending, stats.delivered, stats.dead), (0, 0, 0));
    assert_eq!(stats.oldest_pending_seconds, None);

    one_in_each_state(&*inbox).await;
    put(&*inbox, &[event("e")]).await;
    assert_eq!(ids(&claim(&*inbox, 1).await), ["d"]);
    sleep(Duration::from_millis(20)).await;
    let stats = inbox.stats().await.unwrap();
    assert_eq!((stats.pending, stats.leased, stats.retrying), (3, 1, 1));
    assert_eq!((stats.delivered, stats.dead), (1, 1));
    let age = stats.oldest_pending_seconds.expect("c is pending");
    assert!((0.02..60.0).contains(&age), "{age}");
}
