// Reports refusals to the program, never with the payload, the secret or the header.

import { publishRefusal, schedule } from '#host'

const WARN_INTERVAL_MS = 1_000

/**
 * Publishes, prints and passes on a refusal, which is `{ code, message, ageMs }`. `explain` returns what is added to the
 * line, or null. It is called only for what is printed, so once a second at most.
 */
export function report(refusal, { log, onRefusal }, explain) {
  publishRefusal(refusal)
  if (log) warn(refusal, explain)
  if (onRefusal) callOnRefusal(onRefusal, refusal)
}

/** Prints what onRefusal throws, so that the refusal is answered all the same. */
async function callOnRefusal(onRefusal, refusal) {
  try {
    await onRefusal(refusal)
  } catch (error) {
    console.error(error)
  }
}

// Anyone can cause refusals, so their number must not fill the log.
let paused = false
let skipped = 0

function warn({ code, message }, explain) {
  if (paused) {
    skipped++
    return
  }
  const explanation = explain ? tried(explain) : null
  console.warn(`hookseal refused a delivery: ${code}: ${message}${explanation === null ? '' : `; ${explanation}`}`)
  pause()
}

/** Prints what `explain` throws, so that the refusal is answered all the same. */
function tried(explain) {
  try {
    return explain()
  } catch (error) {
    console.error(error)
    return null
  }
}

function pause() {
  paused = true
  schedule(resume, WARN_INTERVAL_MS)
}

function resume() {
  paused = false
  if (skipped === 0) return
  console.warn(`hookseal refused ${skipped} more ${skipped === 1 ? 'delivery' : 'deliveries'} in the last second`)
  skipped = 0
  pause()
}
