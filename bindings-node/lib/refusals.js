// Reports refusals to the program, never with the payload, the secret or the header.

import { publishRefusal, schedule } from '#host'

const WARN_INTERVAL_MS = 1_000

/** Publishes, prints and passes on a refusal, which is `{ code, message, ageMs }`. */
export function report(refusal, { log, onRefusal }) {
  publishRefusal(refusal)
  if (log) warn(refusal)
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

function warn({ code, message }) {
  if (paused) {
    skipped++
    return
  }
  console.warn(`hookseal refused a delivery: ${code}: ${message}`)
  pause()
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
