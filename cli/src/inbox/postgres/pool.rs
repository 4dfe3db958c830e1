//! At most four connections, and a deadline for every statement.
//!
//! Each statement is a transaction of its own, sent in one go: `BEGIN` with its limits, perhaps locks, the statement,
//! `COMMIT`. It costs one round trip and leaves nothing in the session, so PgBouncer may give each transaction another
//! server.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{sleep, timeout};
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row};

use super::super::InboxError;
use super::address::PostgresUrl;
use super::connect::{Connection, Connector};
use super::fault::Fault;

/// For a whole call: waiting for a connection, making one, the statement, and trying once more.
const DEADLINE: Duration = Duration::from_secs(5);

/// Before trying once more, so that a server that restarts has come further.
const PAUSE: Duration = Duration::from_millis(200);

/// Connections that only `store` uses, and those that every call may use.
const FOR_STORE: usize = 1;
const FOR_ALL: usize = 3;

/// Begins a transaction whose statements end before the caller gives up, and whose commit is durable. `remote_apply` is
/// stricter than `on`. Without JIT, because compiling takes longer than these statements; on one core, as counting may
/// take a while and deliveries need the others.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; \
    SET LOCAL lock_timeout = '3s'; SET LOCAL statement_timeout = '4s'; \
    SET LOCAL idle_in_transaction_session_timeout = '5s'; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0; \
    SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') <> 'remote_apply'";

/// A parameter of a statement, with its type, so that the server need not be asked for it.
pub(super) type Parameter<'a> = (&'a (dyn ToSql + Sync), Type);

/// Locks that a transaction takes, one after the other, before its statement looks at anything.
#[derive(Clone, Default)]
pub(super) struct Locks<'a> {
    /// A statement without parameters.
    pub(super) first: &'a str,
    /// A statement with one.
    pub(super) then: Option<(&'a str, Parameter<'a>)>,
}

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    /// `store`, which must not wait for the others.
    Store,
    /// Everything else.
    Other,
}

#[derive(Debug)]
pub(super) struct Pool {
    connector: Connector,
    for_store: Semaphore,
    for_all: Semaphore,
    /// Never more than there are permits, because each is taken out and put back under one.
    idle: Mutex<Vec<Connection>>,
}

impl Pool {
    pub(super) fn new(url: &PostgresUrl) -> Result<Self, InboxError> {
        Ok(Self {
            connector: Connector::new(url)?,
            for_store: Semaphore::new(FOR_STORE),
            for_all: Semaphore::new(FOR_ALL),
            idle: Mutex::new(Vec::new()),
        })
    }

    /// Runs one statement in a transaction.
    pub(super) async fn run(
        &self,
        caller: Caller,
        sql: &str,
        parameters: &[Parameter<'_>],
    ) -> Result<Vec<Row>, InboxError> {
        self.run_locked(caller, &Locks::default(), sql, parameters).await
    }

    /// Runs one statement in a transaction that took locks before. It sees what those who held them have committed.
    pub(super) async fn run_locked(
        &self,
        caller: Caller,
        locks: &Locks<'_>,
        sql: &str,
        parameters: &[Parameter<'_>],
    ) -> Result<Vec<Row>, InboxError> {
        timeout(DEADLINE, async {
            match self.attempt(caller, locks, sql, parameters).await {
                Err(fault) if fault.again => {
                    sleep(PAUSE).await;
                    self.attempt(caller, locks, sql, parameters).await
                }
                done => done,
            }
        })
        .await
        .unwrap_or_else(|_| {
            // The others may be as silent as this one was.
            self.idle().clear();
            let text = format!("PostgreSQL did not answer within {DEADLINE:?}");
            Err(Fault::lasting(InboxError::Timeout(text)))
        })
        .map_err(|fault| fault.error)
    }

    /// A connection that does not belong to the pool.
    pub(super) async fn connect(&self) -> Result<Connection, Fault> {
        self.connector.connect().await
    }

    async fn attempt(
        &self,
        caller: Caller,
        locks: &Locks<'_>,
        sql: &str,
        parameters: &[Parameter<'_>],
    ) -> Result<Vec<Row>, Fault> {
        let _permit = self.permit(caller).await?;
        let connection = match self.take() {
            Some(connection) => connection,
            None => self.connector.connect().await?,
        };
        // After an error, or if the deadline drops this future, the connection is dropped too: nobody knows what it
        // still has to say.
        let rows = transact(&connection.client, locks, sql, parameters).await?;
        self.put(connection);
        Ok(rows)
    }

    async fn permit(&self, caller: Caller) -> Result<SemaphorePermit<'_>, Fault> {
        let permit = match caller {
            Caller::Store => tokio::select! {
                biased;
                permit = self.for_store.acquire() => permit,
                permit = self.for_all.acquire() => permit,
            },
            Caller::Other => self.for_all.acquire().await,
        };
        permit.map_err(|error| Fault::lasting(InboxError::Other(error.to_string())))
    }

    /// The connection that was used last, as the others may be idle for so long that a firewall forgot them.
    fn take(&self) -> Option<Connection> {
        let mut idle = self.idle();
        idle.retain(|connection| !connection.client.is_closed());
        idle.pop()
    }

    fn put(&self, connection: Connection) {
        self.idle().push(connection);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends everything at once. If one part fails, the server skips what follows, and `COMMIT` rolls back.
async fn transact(
    client: &Client,
    locks: &Locks<'_>,
    sql: &str,
    parameters: &[Parameter<'_>],
) -> Result<Vec<Row>, tokio_postgres::Error> {
    let begin = format!("{BEGIN}; {}", locks.first);
    let lock = async {
        match locks.then.clone() {
            Some((sql, parameter)) => client.query_typed(sql, &[parameter]).await.map(drop),
            None => Ok(()),
        }
    };
    let (started, locked, rows, committed) = tokio::join!(
        biased;
        client.batch_execute(&begin),
        lock,
        client.query_typed(sql, parameters),
        client.batch_execute("COMMIT"),
    );
    started?;
    locked?;
    let rows = rows?;
    committed?;
    Ok(rows)
}
