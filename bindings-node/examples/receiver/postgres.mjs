// The inbox in PostgreSQL, by pg-boss, which claims, retries and buries.
import { setTimeout as sleep } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { v5 as uuid } from 'uuid'
import { BATCH, UNFINISHED, told } from './attempts.mjs'
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
// SQLSTATEs, or classes of them, that are no fault of the statement: a connection that broke, a standby that
// cannot write, a deadlock or the like, a lack of resources, a shutdown, the system.
const PASSING = /^(08|25006|40|53|57P|58)/

const JOB = {
  retryLimit: maxAttempts - 1,
  retryDelay: Math.ceil(retryBaseMs / 1000),
  retryBackoff: true,
  retryDelayMax: 3600,
  expireInSeconds: leaseSeconds,
  // It would delete what has waited for 14 days, done or not. Here nothing goes by itself: a dead event waits
  // for an operator, and one that is done makes its duplicates known.
  retentionSeconds: 10 * YEAR,
  deleteAfterSeconds: 0,
}

export async function openPostgres() {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    // A worker that hangs, or whose machine is gone, would hold what it has written from the next one.
    idle_in_transaction_session_timeout: leaseSeconds * 1000,
    schedule: false,
    registerInstance: false,
    warningQueueSize: 1_000_000,
    // How often it looks for events whose worker is gone.
    superviseIntervalSeconds: Math.ceil(leaseSeconds / 10),
    monitorIntervalSeconds: Math.ceil(leaseSeconds / 10),
  })
  // A connection that is lost, say: it goes on by itself.
  for (const kind of ['error', 'warning']) boss.on(kind, ({ message }) => console.error(`postgresql: ${message}`))
  await boss.start({ attempts: 100_000 })
  await boss.createQueue(QUEUE)
  const db = boss.getDb()
  // Two who create a table at the same time would be in each other's way.
  await db.executeSql(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('${QUEUE}')); ${TABLES} COMMIT`)

  const jobId = (id) => uuid(id, NAMESPACE)

  const insert = inBatches(async (events) => {
    // The payload is text, for PostgreSQL's JSON has no place for \u0000. An id that is there is passed over.
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

  /** As many as may come together. What else pg-boss has claimed is given back before anybody sees it. */
  async function claim(most) {
    return inTransaction(async (db) => {
      const jobs = await boss.fetch(QUEUE, { batchSize: most, db })
      const claimed = tried(jobs[0]) ? [jobs[0]] : jobs.filter((job) => !tried(job))
      await giveBack(jobs.filter((job) => !claimed.includes(job)), db)
      return claimed
    })
  }

  /** The effect and the mark are one transaction: if another has claimed it since, there is neither. */
  async function settle(job, handle) {
    try {
      await inTransaction(async (db) => {
        await handle(JSON.parse(job.data.payload), async (sql, values) => (await db.executeSql(sql, values)).rows)
        const { affected } = await boss.complete(QUEUE, job, null, { db })
        if (affected === 0) throw new Error('its lease has run out')
      })
    } catch (error) {
      if (error instanceof Unavailable) {
        await giveBack([job], db, leaseSeconds)
        throw error
      }
      await boss.fail(QUEUE, job, { message: told(error) })
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
          // Where there is one that was tried, there are more.
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

/** What a database that is away, and no event, is to blame for. */
class Unavailable extends Error {}

async function available(answer) {
  try {
    return await answer
  } catch (error) {
    // What the server says has a severity. What else there is, is of the connection.
    throw error.severity && !PASSING.test(error.code) ? error : new Unavailable(error.message)
  }
}

/** pg-boss counts from the second attempt on. */
const tried = (job) => job?.retryCount > 0

/**
 * As if they had not been claimed: the attempt does not count. pg-boss can do that, but only for itself. What is
 * to be claimed again at once is the first again, for it is the oldest.
 */
async function giveBack(jobs, db, pauseSeconds = 0) {
  if (jobs.length === 0) return
  await db.executeSql(
    `UPDATE pgboss.job SET state = 'created', started_on = NULL, start_after = now() + $4 * interval '1 s'
     WHERE name = $1 AND state = 'active' AND (id, retry_count) IN (SELECT * FROM unnest($2::uuid[], $3::int[]))`,
    [QUEUE, jobs.map(({ id }) => id), jobs.map(({ retryCount }) => retryCount), pauseSeconds],
  )
}

/** A connection that has silently died would be waited for by the quarter of an hour. */
async function answered(query) {
  const silence = sleep(ANSWER_MS, undefined, { ref: false }).then(() => {
    throw new Error(`no answer for ${ANSWER_MS / 1000} s`)
  })
  return Promise.race([query, silence])
}

/** A database that restarts is soon back. What had been written after all is not written twice. */
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
