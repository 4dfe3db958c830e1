// pg-boss, on PostgreSQL. DATABASE_URL is postgres://user:password@host/database.
import { PgBoss } from 'pg-boss'

const QUEUE = 'workos'
const boss = new PgBoss(process.env.DATABASE_URL)
boss.on('error', ({ message }) => console.error(message)) // such as a lost connection, which it replaces
await boss.start()
await boss.createQueue(QUEUE)

/** Call this with an event that was verified. If it throws an error, answer 500, and WorkOS retries. */
export async function enqueue(event) {
  await boss.send(QUEUE, event, { retryLimit: 25, retryBackoff: true, retryDelayMax: 3 * 3600 })
}

/** Starts a worker that calls the handler with each event, at least once. */
export async function work(handle) {
  await boss.work(QUEUE, async ([{ data }]) => handle(data))
}
