// The inbox in a SQLite file.
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'libsql'
import { BATCH, UNFINISHED, errorText } from './attempts.mjs'
import { inBatches } from './batches.mjs'
import { TABLES } from './handler.mjs'
import { inboxPath, leaseSeconds, maxAttempts, retryBaseMs } from './settings.mjs'

const POLL_MS = 200
const BUSY_MS = 10_000
const RECOVERY_MS = 1_000
const MAX_BACKOFF_MS = 3_600_000

// `due` is when a pending event may be claimed: at once, after a delay, or, if a worker has claimed it, when that
// worker's lease expires.
const INBOX = `
  CREATE TABLE IF NOT EXISTS inbox
    (id TEXT PRIMARY KEY, event TEXT, payload TEXT, state TEXT, attempts INTEGER, due INTEGER, error TEXT);
  CREATE INDEX IF NOT EXISTS inbox_new ON inbox (due) WHERE state = 'pending' AND attempts = 0;
  CREATE INDEX IF NOT EXISTS inbox_tried ON inbox (due) WHERE state = 'pending' AND attempts > 0;
`

export async function openSqlite() {
  const db = new Database(inboxPath, { timeout: BUSY_MS })
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = FULL')
  const transaction = (run) => db.transaction(run).immediate()
  transaction(() => db.exec(INBOX + TABLES))

  const insert = db.prepare(`
    INSERT INTO inbox VALUES (?, ?, ?, 'pending', 0, ?, NULL) ON CONFLICT DO NOTHING`)
  const claim = (which, most) =>
    db.prepare(`
      UPDATE inbox SET attempts = attempts + 1, due = ?
      WHERE rowid IN
        (SELECT rowid FROM inbox WHERE state = 'pending' AND ${which} AND due <= ? ORDER BY due LIMIT ${most})
      RETURNING rowid, payload, attempts`)
  const fresh = claim('attempts = 0', BATCH)
  const tried = claim('attempts > 0', 1)
  // These change nothing if the lease has expired and another worker has claimed the event.
  const mark = (change) =>
    db.prepare(`UPDATE inbox SET ${change} WHERE rowid = ? AND attempts = ? AND state = 'pending'`)
  const finish = mark(`state = 'done', error = NULL`)
  const fail = mark('state = ?, attempts = ?, due = ?, error = ?')
  const release = mark('attempts = attempts - 1, due = ?')
  const list = db.prepare('SELECT id, event, state, attempts, error FROM inbox ORDER BY rowid')
  const revive = db.prepare(`
    UPDATE inbox SET state = 'pending', attempts = 0, due = ?, error = NULL WHERE id = ? AND state = 'dead'`)

  const statements = new Map()
  async function query(sql, values) {
    if (!statements.has(sql)) statements.set(sql, db.prepare(sql.replaceAll('$', '?')))
    return statements.get(sql).all(values)
  }

  /** Handles the claimed events in one transaction. If one fails, only its changes are undone. */
  async function settle(claimed, handle) {
    db.exec('BEGIN IMMEDIATE')
    try {
      for (const { rowid, payload, attempts } of claimed) {
        db.exec('SAVEPOINT one')
        try {
          if (attempts > maxAttempts) throw new Error(UNFINISHED)
          // Marks the event first, so that an event which another worker has claimed is not handled.
          if (finish.run([rowid, attempts]).changes > 0) await handle(JSON.parse(payload), query)
        } catch (error) {
          if (!db.inTransaction) throw error // a full disk, for example, ends the whole transaction
          db.exec('ROLLBACK TO one')
          const state = attempts < maxAttempts ? 'pending' : 'dead'
          const due = Date.now() + delay(attempts)
          fail.run([state, Math.min(attempts, maxAttempts), due, errorText(error), rowid, attempts])
        }
        db.exec('RELEASE one')
      }
      db.exec('COMMIT')
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK')
      throw error
    }
  }

  /** Claims and handles events. Resolves to their number. */
  async function take(claim, handle) {
    const now = Date.now()
    const claimed = transaction(() => claim.all([now + leaseSeconds * 1000, now]))
    try {
      if (claimed.length > 0) await settle(claimed, handle)
    } catch (error) {
      // The store failed, not the events: the disk is full, or another process writes for too long.
      transaction(() => {
        for (const { rowid, attempts } of claimed) release.run([now, rowid, attempts])
      })
      throw error
    }
    return claimed.length
  }

  return {
    put: inBatches((events) =>
      transaction(() => {
        for (const { id, event, payload } of events) insert.run([id, event, payload, Date.now()])
      }),
    ),

    async check() {
      db.prepare('SELECT count(*) FROM (SELECT 1 FROM inbox LIMIT 1)').get()
    },

    async work(handle, signal) {
      while (!signal.aborted) {
        let pause = POLL_MS
        try {
          const full = (await take(fresh, handle)) === BATCH
          const again = (await take(tried, handle)) > 0
          // If there is more to do, pause only long enough for others to write.
          if (full || again) pause = 1
        } catch (error) {
          console.error(`sqlite: ${error.message}`)
          pause = RECOVERY_MS
        }
        await sleep(pause, undefined, { signal }).catch(() => {})
      }
    },

    async *list() {
      yield* list.iterate()
    },

    async retry(id) {
      return revive.run([Date.now(), id]).changes > 0
    },

    async close() {
      db.close()
    },
  }
}

/** Doubles with each attempt. Its random part spreads out events that failed together. */
function delay(attempts) {
  return Math.min(retryBaseMs * 2 ** (attempts - 1) * (1 + Math.random() / 4), MAX_BACKOFF_MS)
}
