// The inbox in PostgreSQL, by pg-boss, which claims, retries and buries.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { v5 as uuid } from 'uuid'
import { inBatches } from './batches.mjs'
import { TABLES } from './handler.mjs'
import { databaseUrl, leaseSeconds, maxAttempts, retryBaseMs } from './settings.mjs'

const QUEUE = 'workos'
const NAMESPACE = '2f0c7f3e-5a0e-5d43-9b57-1f6f3e1c8a4d'
const BATCH = 100
const CONNECTIONS = 25
const PATIENCE_MS = 10_000
const PAGE = 1000
const STATES = { completed: 'done', failed: 'dead' }
const ANSWER_MS = 5_000
const YEAR = 365 * 86_400

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

  // An event's effects and its mark in `handled` are one transaction. That the job is done pg-boss notes after
  // that; if it comes to no note, the event is handled once more, and the mark keeps that without effect.
  async function inTransaction(run) {
    const transaction = await db.beginTransaction()
    try {
      await run(async (sql, values) => (await transaction.db.executeSql(sql, values)).rows)
      await transaction.commit()
    } catch (error) {
      await transaction.rollback()
      throw error
    }
  }

  return {
    put: (event) => insert({ ...event, until: Date.now() + PATIENCE_MS }),

    async check() {
      await answered(db.executeSql('SELECT 1'))
    },

    async work(handle, signal) {
      const options = { batchSize: BATCH, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5, perJobResults: true }
      await boss.work(QUEUE, options, (jobs) =>
        Promise.all(
          jobs.map(async ({ id, data }) => {
            try {
              await inTransaction((query) => handle(JSON.parse(data.payload), query))
              return { id, status: 'completed' }
            } catch (error) {
              return { id, status: 'failed', output: { message: error.message } }
            }
          }),
        ),
      )
      if (!signal.aborted) await once(signal, 'abort')
    },

    async *list() {
      let page = []
      do {
        page = await boss.findJobs(QUEUE, { limit: PAGE, after: page.at(-1)?.id })
        for (const { state, retryCount, data, output } of page) {
          const { id, event } = JSON.parse(data.payload)
          const attempts = state === 'created' ? 0 : retryCount + 1
          yield { id, event, state: STATES[state] ?? 'pending', attempts, error: output?.message ?? null }
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
