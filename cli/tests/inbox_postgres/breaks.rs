//! Connections that break, servers that crash, and standbys that take over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hookseal_cli::inbox::{self, Inbox, InboxError};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tokio_postgres::NoTls;

use crate::inbox_contract::Store;
use crate::support::{self, AMPLE, Database, numbered};

/// Stores one event after another until told to stop. Returns the ids that were reported as stored.
struct Stream {
    stop: Arc<AtomicBool>,
    task: JoinHandle<(Vec<String>, Vec<InboxError>)>,
}

impl Stream {
    fn start(inbox: Arc<dyn Inbox>, prefix: &'static str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let task = tokio::spawn(async move {
            let (mut stored, mut errors) = (Vec::new(), Vec::new());
            for number in 0.. {
                let event = numbered(prefix, number);
                match inbox.store(std::slice::from_ref(&event)).await {
                    Ok(_) => stored.push(event.id),
                    Err(error) => errors.push(error),
                }
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                sleep(Duration::from_millis(2)).await;
            }
            (stored, errors)
        });
        Self { stop, task }
    }

    async fn end(self) -> (Vec<String>, Vec<InboxError>) {
        self.stop.store(true, Ordering::Relaxed);
        self.task.await.expect("the stream ends")
    }
}

async fn assert_all_are_there(inbox: &dyn Inbox, stored: &[String]) {
    for id in stored {
        // The server may still be recovering.
        let shown = async {
            loop {
                match inbox.show(id).await {
                    Ok(entry) => break entry,
                    Err(_) => sleep(Duration::from_millis(100)).await,
                }
            }
        };
        let entry = timeout(AMPLE, shown).await.expect("it recovers by itself");
        assert!(entry.is_some(), "{id} was reported as stored");
    }
}

/// Waits until an event can be stored.
async fn recovered(inbox: &dyn Inbox) {
    let tries = async {
        while inbox.store(&[numbered("recovered", 0)]).await.is_err() {
            sleep(Duration::from_millis(100)).await;
        }
    };
    timeout(AMPLE, tries).await.expect("it recovers by itself");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn terminated_connections_cost_no_delivery() {
    let store = support::fresh_store().await;
    let stream = Stream::start(store.open().await, "e");
    for _ in 0..3 {
        sleep(Duration::from_millis(700)).await;
        store.terminate().await;
    }
    let (stored, errors) = stream.end().await;
    assert!(errors.is_empty(), "{errors:?}");
    assert_all_are_there(&*store.open().await, &stored).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn a_server_that_crashes_loses_nothing_that_was_stored() {
    let (store, _alone) = support::fresh_store_to_crash().await;
    let inbox = store.open().await;
    let streams = ["a", "b", "c", "d"].map(|prefix| Stream::start(Arc::clone(&inbox), prefix));
    for _ in 0..2 {
        sleep(Duration::from_millis(700)).await;
        // A server process that is killed takes the whole server with it, which then replays its log.
        let client = support::connect(&store.direct).await;
        let _ = client.batch_execute("COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'").await;
        recovered(&*inbox).await;
    }
    for stream in streams {
        let (stored, errors) = stream.end().await;
        assert!(errors.iter().all(|error| error.kind() == "unreachable"), "{errors:?}");
        assert!(stored.len() > 10);
        assert_all_are_there(&*inbox, &stored).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn a_standby_that_takes_over_is_found() {
    let store = support::fresh(support::PRIMARY, support::PRIMARY).await;
    let (primary, standby) =
        (support::address(support::PRIMARY), support::address(support::STANDBY));
    let standby_host = standby.split('@').next_back().unwrap();
    let url = store.with("@", &format!("@{standby_host},"));
    let followed = async {
        while tokio_postgres::connect(&format!("{standby}/{}", store.name), NoTls).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(AMPLE, followed).await.expect("the standby has the database too");
    let inbox = inbox::open(&url).await.expect("the second host is the primary");
    let stream = Stream::start(Arc::clone(&inbox), "e");
    sleep(Duration::from_millis(500)).await;

    let client = support::connect(&format!("{primary}/postgres")).await;
    let _ = client
        .batch_execute("COPY (SELECT 1) TO PROGRAM 'kill -INT $(head -n 1 postmaster.pid)'")
        .await;
    let error = timeout(AMPLE, async {
        loop {
            if let Err(error) = inbox.probe().await {
                break error;
            }
            sleep(Duration::from_millis(20)).await;
        }
    });
    let error = error.await.expect("the primary stops");
    assert!(matches!(error.kind(), "unreachable" | "read_only"), "{error}");

    support::execute(&format!("{standby}/postgres"), "SELECT pg_promote()").await;
    recovered(&*inbox).await;
    inbox.probe().await.expect("ready again");
    let (stored, _) = stream.end().await;
    assert_all_are_there(&*inbox, &stored).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn a_read_only_database_is_not_ready_until_it_can_be_written_again() {
    let store = support::fresh_store().await;
    let inbox = store.open().await;
    inbox.probe().await.expect("ready");
    set_read_only(&store, true).await;
    for result in [inbox.probe().await, inbox.store(&[numbered("e", 0)]).await.map(drop)] {
        assert_eq!(result.unwrap_err().kind(), "read_only");
    }
    set_read_only(&store, false).await;
    inbox.probe().await.expect("ready again");
    recovered(&*inbox).await;
}

/// Connections that are open already would keep the old setting.
async fn set_read_only(store: &Database, read_only: bool) {
    let sql =
        format!("ALTER DATABASE {} SET default_transaction_read_only = {read_only}", store.name);
    support::execute(&format!("{}/postgres", support::address(support::POSTGRES)), &sql).await;
    store.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: make e2e runs it"]
async fn silent_connections_cost_one_deadline() {
    let store = support::fresh_store().await;
    let proxy = crate::proxy::Proxy::start(&store.direct).await;
    let inbox = inbox::open(&proxy.url(&store.direct)).await.expect("it opens");
    recovered(&*inbox).await;

    proxy.silence_open_connections();
    let start = Instant::now();
    let events = [numbered("e", 0)];
    let error = timeout(AMPLE, inbox.store(&events)).await.expect("it gives up");
    let error = error.expect_err("nothing answers");
    assert_eq!(error.kind(), "timeout", "{error}");
    inbox.store(&[numbered("e", 0)]).await.expect("on a new connection");

    // A network that is down altogether.
    proxy.silence_open_connections();
    proxy.silence_new_connections(true);
    for _ in 0..2 {
        assert_eq!(inbox.probe().await.unwrap_err().kind(), "timeout");
    }
    assert!(start.elapsed() < AMPLE);
    proxy.silence_new_connections(false);
    recovered(&*inbox).await;
}
