// The inbox in PostgreSQL. pg-boss claims events, retries them and sets aside those that keep failing.
import { setTimeout as sleep } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { v5 as uuid } from 'uuid'
import { BATCH, UNFINISHED, errorText } from './attempts.mjs'
import { inBatches } from './batches.mjs'
import { TABLES } from './handler.mjs'
import { databaseUrl, leaseSeconds, maxAttempts, retryBaseMs } from './settings.mjs'

const QUEUE = 'workos'
const NAMESPACE = '2f0c7f3e-5a0e-5d43-9b57-1f6f3e1c8a4d'
const CONNECTIONS = 25
const POLL_MS = 500
const RECOVERY_MS = 1_000
const PATIENCE_MS = 10_000
const PAGE = 1000
const STATES = { completed: 'done', failed: 'dead' }
const ANSWER_MS = 5_000
const YEAR = 365 * 86_400
// SQLSTATEs or their classes that are not the statement's fault: a broken connection, a read-only standby, a
// deadlock or similar, a lack of resources, a shutdown, a system error.
const TRANSIENT_SQLSTATES = /^(08|25006|40|53|57P|58)/

const JOB = {
  retryLimit: maxAttempts - 1,
  retryDelay: Math.ceil(retryBaseMs / 1000),
  retryBackoff: true,
  retryDelayMax: 3600,
  expireInSeconds: leaseSeconds,
  // By default pg-boss deletes jobs after 14 days. Here nothing is deleted: a dead event waits for an operator,
  // and a handled one reveals its duplicates.
  retentionSeconds: 10 * YEAR,
  deleteAfterSeconds: 0,
}

export async function openPostgres() {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    // Otherwise a worker that hangs, or whose machine died, would keep its rows locked.
    idle_in_transaction_session_timeout: leaseSeconds * 1000,
    schedule: false,
    registerInstance: false,
    warningQueueSize: 1_000_000,
    // How often it looks for events whose worker died.
    superviseIntervalSeconds: Math.ceil(leaseSeconds / 10),
    monitorIntervalSeconds: Math.ceil(leaseSeconds / 10),
  })
  // For example a lost connection. pg-boss recovers by itself.
  for (const kind of ['error', 'warning']) boss.on(kind, ({ message }) => console.error(`postgresql: ${message}`))
  await boss.start({ attempts: 100_000 })
  await boss.createQueue(QUEUE)
  const db = boss.getDb()
  // Two processes that create a table at the same time would collide.
  await db.executeSql(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('${QUEUE}')); ${TABLES} COMMIT`)

  const jobId = (id) => uuid(id, NAMESPACE)

  const insert = inBatches(async (events) => {
    // The payload is stored as text, because PostgreSQL's JSON cannot hold \u0000. Known ids are skipped.
    const jobs = new Map(events.map(({ id, payload }) => [id, { ...JOB, id: jobId(id), data: { payload } }]))
    await persist(() => boss.insert(QUEUE, [...jobs.values()]), events[0].until)
  })

  async function inTransaction(run) {
    const transaction = await available(db.beginTransaction())
    const executeSql = (sql, values) => available(transaction.db.executeSql(sql, values))
    try {
      const result = await run({ executeSql })
      await available(transaction.commit())
      return result
    } catch (error) {
      await transaction.rollback()
      throw error
    }
  }

  /** Claims what may be handled together. Whatever else pg-boss fetched is released in the same transaction. */
  async function claim(most) {
    return inTransaction(async (db) => {
      const jobs = await boss.fetch(QUEUE, { batchSize: most, db })
      const claimed = tried(jobs[0]) ? [jobs[0]] : jobs.filter((job) => !tried(job))
      await release(
        jobs.filter((job) => !claimed.includes(job)),
        db,
      )
      return claimed
    })
  }

  /** The effect and the mark are one transaction. If another worker has claimed the event, neither is written. */
  async function settle(job, handle) {
    try {
      await inTransaction(async (db) => {
        await handle(JSON.parse(job.data.payload), async (sql, values) => (await db.executeSql(sql, values)).rows)
        const { affected } = await boss.complete(QUEUE, job, null, { db })
        if (affected === 0) throw new Error('its lease has expired')
      })
    } catch (error) {
      if (error instanceof Unavailable) {
        await release([job], db, leaseSeconds)
        throw error
      }
      await boss.fail(QUEUE, job, { message: errorText(error) })
    }
  }

  return {
    put: (event) => insert({ ...event, until: Date.now() + PATIENCE_MS }),

    async check() {
      await answered(db.executeSql('SELECT 1'))
    },

    async work(handle, signal) {
      let most = BATCH
      while (!signal.aborted) {
        let pause = 0
        try {
          const claimed = await claim(most)
          // A retried event is probably followed by others.
          most = claimed.some(tried) ? 1 : BATCH
          if (claimed.length === 0) pause = POLL_MS
          for (const { reason } of await Promise.allSettled(claimed.map((job) => settle(job, handle)))) {
            if (reason) throw reason
          }
        } catch (error) {
          console.error(`postgresql: ${error.message}`)
          pause = RECOVERY_MS
        }
        await sleep(pause, undefined, { signal }).catch(() => {})
      }
    },

    async *list() {
      let page = []
      do {
        page = await boss.findJobs(QUEUE, { limit: PAGE, after: page.at(-1)?.id })
        for (const { state, retryCount, data, output } of page) {
          const { id, event } = JSON.parse(data.payload)
          const attempts = state === 'created' ? retryCount : retryCount + 1
          const error = output && (output.message ?? UNFINISHED)
          yield { id, event, state: STATES[state] ?? 'pending', attempts, error }
        }
      } while (page.length === PAGE)
    },

    async retry(id) {
      return (await boss.retry(QUEUE, jobId(id))).affected > 0
    },

    async close() {
      await boss.stop()
    },
  }
}

/** The database failed, not the event. */
class Unavailable extends Error {}

async function available(answer) {
  try {
    return await answer
  } catch (error) {
    // Errors of the server have a severity; all others are errors of the connection.
    throw error.severity && !TRANSIENT_SQLSTATES.test(error.code) ? error : new Unavailable(error.message)
  }
}

/** pg-boss counts from the second attempt on. */
const tried = (job) => job?.retryCount > 0

/**
 * Releases claims without counting the attempt, which pg-boss does not offer. Events that are due at once are
 * claimed first again, because they are the oldest.
 */
async function release(jobs, db, pauseSeconds = 0) {
  if (jobs.length === 0) return
  await db.executeSql(
    `UPDATE pgboss.job SET state = 'created', started_on = NULL, start_after = now() + $4 * interval '1 s'
     WHERE name = $1 AND state = 'active' AND (id, retry_count) IN (SELECT * FROM unnest($2::uuid[], $3::int[]))`,
    [QUEUE, jobs.map(({ id }) => id), jobs.map(({ retryCount }) => retryCount), pauseSeconds],
  )
}

/** Without a limit, a query on a connection that died silently would wait for a quarter of an hour. */
async function answered(query) {
  const silence = sleep(ANSWER_MS, undefined, { ref: false }).then(() => {
    throw new Error(`no answer for ${ANSWER_MS / 1000} s`)
  })
  return Promise.race([query, silence])
}

/** Tries again while the database restarts. Writing is idempotent, so nothing is written twice. */
async function persist(write, until) {
  for (;;) {
    try {
      return await answered(write())
    } catch (error) {
      if (Date.now() > until) throw error
      await sleep(100)
    }
  }
}
