'use strict'

// Tells the program of what was refused: never the payload, the secret or the header.

const { channel } = require('node:diagnostics_channel')
const timers = require('node:timers')

const WARN_EVERY = 1_000

const refused = channel('hookseal:refused')

/** `refusal` is `{ code, message, ageMs }`. */
function report(refusal, { log, onRefusal }) {
  refused.publish(refusal)
  if (log) warn(refusal)
  if (onRefusal) call(onRefusal, refusal)
}

/** The refusal is answered whatever this comes to. */
async function call(onRefusal, refusal) {
  try {
    await onRefusal(refusal)
  } catch (error) {
    console.error(error)
  }
}

// Anyone can send what is refused, and shall not fill the log.
let quiet = false
let skipped = 0

function warn({ code, message }) {
  if (quiet) {
    skipped++
    return
  }
  console.warn(`hookseal refused a delivery: ${code}: ${message}`)
  beQuiet()
}

function beQuiet() {
  quiet = true
  timers.setTimeout(speak, WARN_EVERY).unref()
}

function speak() {
  quiet = false
  if (skipped === 0) return
  console.warn(`hookseal refused ${skipped} more ${skipped === 1 ? 'delivery' : 'deliveries'} in the last second`)
  skipped = 0
  beQuiet()
}

module.exports = { report }
