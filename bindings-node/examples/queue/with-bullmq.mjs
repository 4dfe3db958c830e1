// BullMQ, on the Redis of REDIS_URL.
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'

const QUEUE = 'workos'
const url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379'
const report = ({ message }) => console.error(message) // such as a lost connection, which it replaces
const queue = new Queue(QUEUE, { connection: new Redis(url, { commandTimeout: 5000 }) }).on('error', report)

/** Call this with an event that was verified. If it throws an error, answer 500, and WorkOS retries. */
export async function enqueue(event) {
  await queue.add(event.event, event, { jobId: event.id, attempts: 25, backoff: { type: 'exponential', delay: 1000 } })
}

/** Starts a worker that calls the handler with each event, at least once. */
export function work(handle) {
  const connection = new Redis(url, { maxRetriesPerRequest: null }) // it waits for jobs
  return new Worker(QUEUE, async ({ data }) => handle(data), { connection }).on('error', report)
}
