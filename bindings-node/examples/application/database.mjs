// SQLite or PostgreSQL. Each wait for either has a deadline.
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'libsql'
import pg from 'pg'

const SECONDS = 3 // a transaction waits for at most seven answers, and the gateway 30 seconds for it
const COLUMNS = '(id TEXT PRIMARY KEY, organization_id TEXT, state TEXT, changed_at TEXT, changes INTEGER)'
const TABLES = `
  CREATE TABLE IF NOT EXISTS handled_events
    (event_id TEXT PRIMARY KEY, event TEXT, handled_at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP);
  CREATE TABLE IF NOT EXISTS connections ${COLUMNS};
  CREATE TABLE IF NOT EXISTS directories ${COLUMNS};`

/**
 * `transaction(run)` commits what `run(execute)` did, or nothing after an error. `execute(sql, values)` resolves to the
 * number of rows that it wrote.
 */
export function connect(url) {
  if (url.startsWith('sqlite:')) return sqlite(url.slice('sqlite:'.length))
  if (/^postgres(ql)?:/.test(url)) return postgres(url)
  console.error('DATABASE_URL names no database: set it to sqlite:app.db or postgres://user@host/database')
  return process.exit(2)
}

function sqlite(path) {
  const db = new Sqlite(path, { timeout: 100 }) // short, because nothing else runs while it waits
  db.exec(`PRAGMA journal_mode = WAL; ${TABLES}`)
  const execute = async (sql, values) => db.prepare(sql.replaceAll('$', '?')).run(values).changes

  async function begin() {
    for (const deadline = Date.now() + 1000 * SECONDS; ; await sleep(10)) {
      try {
        return db.exec('BEGIN IMMEDIATE') // fails during another transaction, of this process or another
      } catch (error) {
        if (Date.now() > deadline) throw error
      }
    }
  }

  return {
    async transaction(run) {
      await begin()
      try {
        await run(execute)
        db.exec('COMMIT')
      } catch (error) {
        if (db.inTransaction) db.exec('ROLLBACK')
        throw error
      }
    },
  }
}

function postgres(connectionString) {
  const limit = 1000 * SECONDS
  const pool = new pg.Pool({
    connectionString,
    max: 4,
    connectionTimeoutMillis: limit, // also of the wait for one of the four
    query_timeout: limit, // holds if the server is silent
    statement_timeout: limit,
    idle_in_transaction_session_timeout: limit,
  })
  pool.on('error', (error) => console.error(error.message)) // of an idle connection; without this, Node would end
  pool.on('connect', (client) => client.on('error', () => {})) // of one in use: its query fails as well
  const prepared = new WeakSet()

  return {
    async transaction(run) {
      const client = await pool.connect()
      try {
        // Two that create a table at once would collide.
        if (!prepared.has(client))
          await client.query(`SELECT pg_advisory_xact_lock(hashtext('handled_events')); ${TABLES}`)
        prepared.add(client)
        await client.query('BEGIN')
        await run(async (sql, values) => (await client.query(sql, values)).rowCount)
        await client.query('COMMIT')
        client.release()
      } catch (error) {
        client.release(true) // closes the connection, and the server rolls back
        throw error
      }
    },
  }
}
