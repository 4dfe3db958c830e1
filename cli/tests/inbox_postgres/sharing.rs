//! How the inbox shares a server with others: connections, locks, rights, schemas.

use std::sync::Arc;
use std::time::Duration;

use hookseal_cli::inbox::{self, ClaimRequest, InboxError, Outcome, Settlement};
use tokio::time::{Instant, sleep};

use crate::inbox_contract::Store;
use crate::support::{self, Database, numbered};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn never_more_than_four_connections() {
    let store = support::fresh_store().await;
    let inbox = store.open().await;
    let mut tasks = tokio::task::JoinSet::new();
    let until = Instant::now() + Duration::from_secs(2);
    for task in 0..32_usize {
        let inbox = Arc::clone(&inbox);
        tasks.spawn(async move {
            for number in 0.. {
                match task % 4 {
                    0 => drop(inbox.store(&[numbered(&format!("{task} "), number)]).await.unwrap()),
                    1 => drop(inbox.stats().await.unwrap()),
                    2 => inbox.probe().await.unwrap(),
                    _ => {
                        let request = ClaimRequest {
                            limit: 5,
                            lease: Duration::from_mins(1),
                            ordered: false,
                        };
                        let claims = inbox.claim(&request).await.unwrap();
                        let settlements: Vec<_> = claims
                            .into_iter()
                            .map(|claim| Settlement {
                                lease: claim.lease,
                                outcome: Outcome::Delivered,
                            })
                            .collect();
                        assert!(inbox.settle(&settlements).await.unwrap().iter().all(|held| *held));
                    }
                }
                if Instant::now() > until {
                    break;
                }
            }
        });
    }
    let client = support::connect(&store.direct).await;
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'hookseal'";
    let mut most = 0_i64;
    while Instant::now() < until {
        most = most.max(client.query_one(sql, &[]).await.unwrap().get(0));
        sleep(Duration::from_millis(10)).await;
    }
    while let Some(end) = tasks.join_next().await {
        end.unwrap();
    }
    assert_eq!(most, 4);
}

/// Of two receivers that store the same events in opposite order, none waits for the other in a circle.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn batches_with_the_same_events_do_not_deadlock() {
    let store = support::fresh_store().await;
    let inboxes = [store.open().await, store.open().await];
    for round in 0..50 {
        let batch: Vec<_> = (0..64).map(|number| numbered(&format!("{round} "), number)).collect();
        let backwards: Vec<_> = batch.iter().rev().cloned().collect();
        let (one, other) = tokio::join!(inboxes[0].store(&batch), inboxes[1].store(&backwards));
        assert_eq!((one.unwrap().len(), other.unwrap().len()), (64, 64));
    }
    assert_eq!(store.number("SELECT count(*) FROM hookseal_inbox").await, 50 * 64);
    sleep(Duration::from_secs(1)).await; // Until the server has counted.
    assert_eq!(
        store
            .number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            .await,
        0
    );
}

/// A lock that someone holds on the table costs a delivery its deadline, and no more than that.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn a_locked_table_is_a_timeout() {
    let store = support::fresh_store().await;
    let inbox = store.open().await;
    let client = support::connect(&store.direct).await;
    client
        .batch_execute("BEGIN; LOCK TABLE hookseal_inbox IN ACCESS EXCLUSIVE MODE")
        .await
        .unwrap();
    let error = inbox.store(&[numbered("e", 0)]).await.expect_err("it is locked");
    assert_eq!(error.kind(), "timeout", "{error}");
    client.batch_execute("ROLLBACK").await.unwrap();
    inbox.store(&[numbered("e", 0)]).await.expect("it is free again");
}

async fn role(store: &Database, rights: &str) -> String {
    let role = format!("{}_user", store.name);
    store.execute(&format!("CREATE ROLE {role} LOGIN; {}", rights.replace("ROLE", &role))).await;
    role
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn a_role_that_may_create_nothing_can_use_the_tables() {
    let store = support::fresh_store().await;
    drop(store.open().await);
    let role = role(
        &store,
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ROLE; \
         GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ROLE",
    )
    .await;
    let inbox = inbox::open(&store.with("hookseal@", &format!("{role}@"))).await.expect("it opens");
    inbox.probe().await.expect("ready");
    inbox.store(&[numbered("e", 0)]).await.expect("stored");
    assert_eq!(inbox.prune(Duration::ZERO, 1).await.unwrap(), 0);
    inbox.set_bookmark("a", "b").await.expect("kept");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn a_role_without_rights_is_told_which() {
    let store = support::fresh_store().await;
    let role = role(&store, "").await;
    let url = store.with("hookseal@", &format!("{role}@"));
    let error = inbox::open(&url).await.expect_err("it may not create tables");
    assert!(matches!(&error, InboxError::ReadOnly(text) if text.contains("CREATE")), "{error}");

    drop(store.open().await);
    store.execute(&format!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")).await;
    let error =
        inbox::open(&url).await.expect("it may read").probe().await.expect_err("it may not store");
    assert!(matches!(&error, InboxError::ReadOnly(text) if text.contains("INSERT")), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn the_search_path_says_where_the_tables_are() {
    let store = support::fresh_store().await;
    store.execute("CREATE SCHEMA tenant").await;
    let url =
        format!("{}?options=-csearch_path%3Dtenant", store.direct).parse().expect("an address");
    inbox::open(&url).await.expect("it opens").store(&[numbered("e", 0)]).await.expect("stored");
    assert_eq!(store.number("SELECT count(*) FROM tenant.hookseal_inbox").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn a_table_of_someone_else_is_left_alone() {
    let store = support::fresh_store().await;
    store.execute("CREATE TABLE hookseal_inbox (id integer)").await;
    let error = inbox::open(store.url()).await.expect_err("it is not an inbox");
    assert!(
        matches!(&error, InboxError::Schema(text) if text.contains("hookseal_schema")),
        "{error}"
    );
}
