//! An empty database for one test.

use std::sync::atomic::{AtomicU32, Ordering};

use hookseal_cli::settings::inbox_url::InboxUrl;
use tokio_postgres::{Client, NoTls};

use crate::inbox_contract::Store;

/// The server's address, to which `/database` is appended.
const POSTGRES: &str = "HOOKSEAL_TEST_POSTGRES";
/// The address of PgBouncer in front of the same server.
const PGBOUNCER: &str = "HOOKSEAL_TEST_PGBOUNCER";

/// A database.
pub struct Database {
    /// Its address, without PgBouncer.
    pub direct: String,
    url: InboxUrl,
}

/// An empty database.
pub async fn fresh_store() -> Database {
    fresh(POSTGRES).await
}

/// An empty database, of which the inbox sees PgBouncer.
pub async fn fresh_store_behind_pgbouncer() -> Database {
    fresh(PGBOUNCER).await
}

async fn fresh(front: &str) -> Database {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("inbox_{}_{number}", std::process::id());
    let server = address(POSTGRES);
    connect(&format!("{server}/postgres")).await.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
    let url = format!("{}/{name}", address(front)).parse().expect("an address");
    Database { direct: format!("{server}/{name}"), url }
}

fn address(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set; tests/gateway/stores.py sets it"))
}

/// Connects as a test, not as an inbox.
pub async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a connection");
    tokio::spawn(connection);
    client
}

impl Store for Database {
    fn url(&self) -> &InboxUrl {
        &self.url
    }

    async fn execute(&self, sql: &str) {
        connect(&self.direct).await.batch_execute(sql).await.expect("a statement");
    }
}
