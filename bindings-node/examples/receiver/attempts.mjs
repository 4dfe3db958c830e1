// A handler may crash its worker, so claiming counts as an attempt. First attempts are claimed in batches; a
// retried event is claimed alone, as it may be the culprit.
import { inspect } from 'node:util'
import { maxAttempts } from './settings.mjs'

/** How many may be claimed together; one if the first attempt is the last. */
export const BATCH = maxAttempts > 1 ? 100 : 1

/** The error of an event whose attempts all ended without a result. */
export const UNFINISHED = 'every attempt crashed or outlived its lease'

/** The error that a handler threw, as a text that every database accepts. */
export function errorText(error) {
  const text = error instanceof Error ? String(error.message) : inspect(error)
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}
