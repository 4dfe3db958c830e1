//! The tables: created, or migrated from an earlier version, by whichever process comes first.

use std::time::Duration;

use tokio::time::timeout;
use tokio_postgres::Client;

use super::super::InboxError;
use super::fault::Fault;
use super::pool::Pool;

/// What leads from each version to the next; the first one creates the tables. Each ends by recording its version.
const MIGRATIONS: [&str; 1] = [include_str!("schema/1.sql")];

/// Of several processes that start at once, one migrates while the others wait here.
const LOCK: &str = "BEGIN; SET LOCAL lock_timeout = '8s'; SET LOCAL idle_in_transaction_session_timeout = '10s'; \
    SELECT pg_advisory_xact_lock(hashtext('hookseal_schema'))";

const DEADLINE: Duration = Duration::from_secs(10);

/// Brings the tables to this version. Needs no right to create anything if they have it already.
pub(super) async fn prepare(pool: &Pool) -> Result<(), InboxError> {
    match timeout(DEADLINE, migrate(pool)).await {
        Ok(done) => done.map_err(|fault| fault.error),
        Err(_) => Err(InboxError::Timeout(format!(
            "its tables could not be prepared within {DEADLINE:?}"
        ))),
    }
}

async fn migrate(pool: &Pool) -> Result<(), Fault> {
    let connection = pool.connect().await?;
    let client = &connection.client;
    if missing(version(client).await?)?.is_empty() {
        return Ok(());
    }
    client.batch_execute(LOCK).await?;
    for migration in missing(version(client).await?)? {
        client.batch_execute(migration).await?;
    }
    client.batch_execute("COMMIT").await?;
    Ok(())
}

/// The version of the tables; 0 if there are none.
async fn version(client: &Client) -> Result<i32, Fault> {
    // Not to_regclass, which may answer from what this session knew before it waited for the lock.
    let sql = "SELECT coalesce(bool_or(relname = 'hookseal_schema'), false), \
            coalesce(bool_or(relname = 'hookseal_inbox'), false) \
        FROM pg_class WHERE relname IN ('hookseal_schema', 'hookseal_inbox') AND pg_table_is_visible(oid)";
    let row = client.query_typed_one(sql, &[]).await?;
    match (row.try_get(0)?, row.try_get(1)?) {
        (true, _) => {
            let row = client.query_typed_one("SELECT version FROM hookseal_schema", &[]).await?;
            Ok(row.try_get(0)?)
        }
        (false, false) => Ok(0),
        (false, true) => Err(Fault::lasting(InboxError::Schema(
            "there is a table hookseal_inbox, but no hookseal_schema that tells its version; \
             use another database or schema"
                .to_owned(),
        ))),
    }
}

fn missing(version: i32) -> Result<&'static [&'static str], Fault> {
    usize::try_from(version).ok().and_then(|version| MIGRATIONS.get(version..)).ok_or_else(|| {
        Fault::lasting(InboxError::Schema(format!(
            "they have version {version}, and this hookseal knows up to {}; install a newer one",
            MIGRATIONS.len()
        )))
    })
}
