//! An empty database for one test.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use hookseal_cli::inbox::NewEvent;
use hookseal_cli::settings::inbox_url::InboxUrl;
use tokio::sync::{Mutex, MutexGuard};
use tokio_postgres::{Client, NoTls};

use crate::inbox_contract::Store;

/// What `tests/gateway/stores.py` starts; each variable has an address to which `/database` is appended.
pub const POSTGRES: &str = "HOOKSEAL_TEST_POSTGRES";
/// PgBouncer in front of the same server.
const PGBOUNCER: &str = "HOOKSEAL_TEST_PGBOUNCER";
/// A server for tests that crash or change it.
const CRASHING: &str = "HOOKSEAL_TEST_CRASHING";
/// A primary, for one test alone.
pub const PRIMARY: &str = "HOOKSEAL_TEST_PRIMARY";
/// Its standby.
pub const STANDBY: &str = "HOOKSEAL_TEST_STANDBY";

/// A database.
pub struct Database {
    /// Its address, without PgBouncer.
    pub direct: String,
    /// Its address, as the inbox sees it.
    pub address: String,
    /// Its name.
    pub name: String,
    url: InboxUrl,
}

/// An empty database.
pub async fn fresh_store() -> Database {
    fresh(POSTGRES, POSTGRES).await
}

/// An empty database, of which the inbox sees PgBouncer.
pub async fn fresh_store_behind_pgbouncer() -> Database {
    fresh(POSTGRES, PGBOUNCER).await
}

/// An empty database on a server that nobody else uses meanwhile.
pub async fn fresh_store_to_crash() -> (Database, MutexGuard<'static, ()>) {
    static ONE_AFTER_ANOTHER: Mutex<()> = Mutex::const_new(());
    let guard = ONE_AFTER_ANOTHER.lock().await;
    (fresh(CRASHING, CRASHING).await, guard)
}

/// An empty database on the server of one variable; the inbox sees the address of the other.
pub async fn fresh(server: &str, front: &str) -> Database {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("inbox_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let server = address(server);
    execute(&format!("{server}/postgres"), &format!("CREATE DATABASE {name}")).await;
    let address = format!("{}/{name}", address(front));
    let url = address.parse().expect("an address");
    Database { direct: format!("{server}/{name}"), address, name, url }
}

/// The address of a server.
pub fn address(variable: &str) -> String {
    std::env::var(variable)
        .unwrap_or_else(|_| panic!("{variable} is not set; tests/gateway/stores.py sets it"))
}

/// Connects as a test, not as an inbox.
pub async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a connection");
    tokio::spawn(connection);
    client
}

/// Runs statements.
pub async fn execute(url: &str, sql: &str) {
    connect(url).await.batch_execute(sql).await.expect("a statement");
}

impl Database {
    /// The address with other parameters or another user.
    pub fn with(&self, from: &str, to: &str) -> InboxUrl {
        self.direct.replace(from, to).parse().expect("an address")
    }

    /// One number.
    pub async fn number(&self, sql: &str) -> i64 {
        connect(&self.direct).await.query_one(sql, &[]).await.expect("a row").get(0)
    }

    /// Cuts all connections of the inbox.
    pub async fn terminate(&self) {
        let sql = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()",
            self.name
        );
        execute(&self.direct, &sql).await;
    }
}

impl Store for Database {
    fn url(&self) -> &InboxUrl {
        &self.url
    }

    async fn execute(&self, sql: &str) {
        execute(&self.direct, sql).await;
    }
}

/// Events that are stored one after another for a while, whatever happens to the server.
pub fn numbered(prefix: &str, number: usize) -> NewEvent {
    let payload = format!(r#"{{"id":"{prefix}{number}","event":"user.updated","data":{{}}}}"#);
    NewEvent::read(Bytes::from(payload)).expect("an event")
}

/// Longer than any deadline of the inbox, on a machine that does other things too.
pub const AMPLE: Duration = Duration::from_secs(30);
