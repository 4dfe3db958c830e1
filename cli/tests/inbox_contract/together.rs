//! Several processes on one inbox.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hookseal_cli::inbox::{self, Outcome, Settlement, State};

use super::Store;
use super::tools::{claim, event, store as put};

const EVENTS: usize = 2000;

/// Eight forwarders on two inboxes, while a ninth stores.
pub async fn each_event_is_settled_once(store: &impl Store) {
    let inboxes = [store.open().await, store.open().await];
    let settled = Arc::new(Mutex::new(HashSet::new()));
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..8 {
        let (inbox, settled) = (Arc::clone(&inboxes[task % 2]), Arc::clone(&settled));
        tasks.spawn(async move {
            while settled.lock().unwrap().len() < EVENTS {
                let settlements: Vec<Settlement> = claim(&*inbox, 16)
                    .await
                    .into_iter()
                    .map(|claim| Settlement { lease: claim.lease, outcome: Outcome::Delivered })
                    .collect();
                let held = inbox.settle(&settlements).await.expect("a settlement");
                assert_eq!(held, vec![true; settlements.len()]);
                for settlement in settlements {
                    assert!(settled.lock().unwrap().insert(settlement.lease.id), "settled twice");
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
    }
    let events: Vec<_> = (0..EVENTS).map(|number| event(&number.to_string())).collect();
    for batch in events.chunks(64) {
        put(&*inboxes[0], batch).await;
    }
    let all = async {
        while let Some(end) = tasks.join_next().await {
            end.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_mins(2), all).await.expect("it ends");

    let stats = inboxes[1].stats().await.unwrap();
    assert_eq!((stats.pending, stats.delivered), (0, EVENTS as u64));
    let entry = inboxes[1].show("7").await.unwrap().unwrap();
    assert_eq!((entry.state, entry.attempts), (State::Delivered, 1));
}

/// Several processes find the store empty at the same moment.
pub async fn opened_by_many_at_once(store: &impl Store) {
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..8 {
        let url = store.url().clone();
        tasks.spawn(async move {
            let inbox = inbox::open(&url).await.expect("it opens");
            put(&*inbox, &[event(&task.to_string())]).await;
        });
    }
    while let Some(end) = tasks.join_next().await {
        end.unwrap();
    }
    assert_eq!(store.open().await.stats().await.unwrap().pending, 8);
}
