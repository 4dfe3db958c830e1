//! `--ordered` while events arrive late.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hookseal_cli::inbox::{ClaimRequest, Outcome, Settlement};

use crate::inbox_contract::Store;
use crate::inbox_contract::tools::change;
use crate::support;

const OBJECTS: usize = 300;

/// For each object a later change arrives first, and an earlier one while four forwarders claim: whichever they claim, the
/// other waits.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn a_late_arrival_is_never_claimed_beside_another() {
    let store = support::fresh_store().await;
    let busy = Arc::new(Mutex::new(HashSet::new()));
    let delivered = Arc::new(Mutex::new(0));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (inbox, busy, delivered) =
            (store.open().await, Arc::clone(&busy), Arc::clone(&delivered));
        tasks.spawn(async move {
            let request = ClaimRequest { limit: 4, lease: Duration::from_mins(1), ordered: true };
            while *delivered.lock().unwrap() < 2 * OBJECTS {
                let claims = inbox.claim(&request).await.unwrap();
                let object = |id: &str| id.split(' ').next().unwrap_or_default().to_owned();
                for claim in &claims {
                    assert!(busy.lock().unwrap().insert(object(&claim.lease.id)), "two at once");
                }
                tokio::time::sleep(Duration::from_millis(3)).await;
                for claim in &claims {
                    busy.lock().unwrap().remove(&object(&claim.lease.id));
                }
                *delivered.lock().unwrap() += claims.len();
                let settlements: Vec<_> = claims
                    .into_iter()
                    .map(|claim| Settlement { lease: claim.lease, outcome: Outcome::Delivered })
                    .collect();
                inbox.settle(&settlements).await.unwrap();
            }
        });
    }
    let inbox = store.open().await;
    for object in (0..OBJECTS).map(|object| object.to_string()) {
        for (name, changed_at) in [("late", 2), ("early", 1)] {
            inbox.store(&[change(&format!("{object} {name}"), &object, changed_at)]).await.unwrap();
        }
    }
    let all = async {
        while let Some(end) = tasks.join_next().await {
            end.unwrap();
        }
    };
    tokio::time::timeout(2 * support::AMPLE, all).await.expect("nothing waits for ever");
}

/// An application was down for long: many events wait for others that are paused. That costs those behind them nothing.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn a_backlog_that_waits_holds_nobody_up() {
    let store = support::fresh_store().await;
    let inbox = store.open().await;
    // Of each of 100 objects, the first event is paused for an hour, and 299 wait for it.
    store
        .execute(
            "INSERT INTO hookseal_inbox (id, event, data_id, changed_at, payload, due_at, received_at) \
             SELECT 'e' || n, 'user.updated', 'user_' || n % 100, n, '', now + CASE WHEN n < 100 THEN 3600000 ELSE n END, now \
             FROM generate_series(0, 29999) AS n, \
                 (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1000000 AS now) AS clock; \
             ANALYZE hookseal_inbox",
        )
        .await;
    inbox.store(&[change("behind", "free", 0)]).await.unwrap();
    let request = ClaimRequest { limit: 10, lease: Duration::from_mins(1), ordered: true };
    let claims = async {
        loop {
            let claims = inbox.claim(&request).await.expect("a claim");
            if !claims.is_empty() {
                break claims;
            }
        }
    };
    let claims = tokio::time::timeout(4 * support::AMPLE, claims).await.expect("it is found");
    assert_eq!(claims[0].lease.id, "behind");
    assert_eq!(
        store.number("SELECT count(*) FROM hookseal_inbox WHERE due_at IS NULL").await,
        29_900
    );
}
