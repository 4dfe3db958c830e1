// An event may end its worker. So claiming one counts the attempt, whatever becomes of it, and counts it for
// all that are claimed together. That they are the first time only: one that was tried before comes alone, for
// it may be what ended the worker.
import { inspect } from 'node:util'
import { maxAttempts } from './settings.mjs'

/** How many may be claimed together; none where the first time is the last. */
export const BATCH = maxAttempts > 1 ? 100 : 1

/** The error of one that was claimed, and not heard of again. */
export const UNFINISHED = 'no worker has come to its end: they died, or took longer than the lease'

/** What a handler has thrown, which may be anything, as a text that every database takes. */
export function told(error) {
  const text = error instanceof Error ? String(error.message) : inspect(error)
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}
