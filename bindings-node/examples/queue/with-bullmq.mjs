// BullMQ, on the Redis of REDIS_URL.
import { Queue, Worker } from 'bullmq'

const QUEUE = 'workos'
const connection = { url: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379' }
const queue = new Queue(QUEUE, { connection })

/** Call this with an event that was verified. If it throws an error, answer 500, and WorkOS retries. */
export async function enqueue(event) {
  await queue.add(event.event, event, { jobId: event.id, attempts: 25, backoff: { type: 'exponential', delay: 1000 } })
}

/** Starts a worker that calls the handler with each event, at least once. */
export function work(handle) {
  return new Worker(QUEUE, async ({ data }) => handle(data), { connection })
}
