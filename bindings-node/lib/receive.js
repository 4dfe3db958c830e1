'use strict'

// What every adapter decides alike: how much is read, for how long, and how a refusal is answered.

const native = require('./native.js') // first, as it says what is wrong with a bundle
const timers = require('node:timers')
const { HEADER_NAME, VerificationError } = require('./verifier.js')
const { AGE } = require('./errors.js')
const { report } = require('./refusals.js')
const { toSettings, toVerifier } = require('./settings.js')

const SIGNATURE = HEADER_NAME.toLowerCase()
const READ_WITHIN = native.bodyDeadlineMs()
const DISCARD_WITHIN = 1_000

const FAULTS = new Map(native.requestRefusals().map((fault) => [fault.code, fault]))

/**
 * Makes the function that takes deliveries. Of each it is told four things: `method`, `header(name)`,
 * `open()`, which gives the body, as bytes or as an async iterable of them, and `discard()`, which drops
 * what is left of the body and promises the end of it.
 *
 * It resolves to `{ accepted: true, event, payload }`, or to the answer that refuses:
 * `{ accepted: false, code, status, headers, body }`.
 *
 * `handler` says where the handler goes, for an adapter that takes none.
 */
function receiver(verifier, options, handler) {
  const verifierOf = toVerifier(verifier)
  const { limit, now, ...reporting } = toSettings(options, handler)

  function refuse({ code, message, status, ageMs }) {
    report(Object.freeze(ageMs === undefined ? { code, message } : { code, message, ageMs }), reporting)
    return { accepted: false, code, ...answer(status, code) }
  }

  return async ({ method, header, open, discard }) => {
    const checker = verifierOf()
    // A client that still sends when the connection is closed may never read the answer.
    const refuseUnread = async (fault) => {
      await within(
        DISCARD_WITHIN,
        discard().catch(() => {}),
      )
      return refuse(fault)
    }
    const fault =
      method === 'POST'
        ? native.admit(header('content-encoding'), header('content-length'), limit)
        : FAULTS.get('method_not_allowed')
    if (fault) return refuseUnread(fault)

    const { payload, code } = await read(open(), limit)
    if (code === 'payload_too_large') return refuseUnread(FAULTS.get(code))
    if (code !== undefined) return refuse(FAULTS.get(code))
    try {
      const event = checker.constructEvent(payload, header(SIGNATURE), now && { now: now() })
      return { accepted: true, event, payload }
    } catch (error) {
      return refuse(toRefusal(error))
    }
  }
}

/** A VerificationError, of any copy of this package, as what is told of it. Throws any other. */
function toRefusal(error) {
  const status = error instanceof VerificationError ? native.errorStatus(String(error.code)) : null
  if (status === null) throw error
  const { code, message } = error
  return { code, message, status, ageMs: error[AGE] }
}

/** The whole body as `{ payload }`, or `{ code }`: why there is none. */
async function read(body, limit) {
  if (body instanceof Uint8Array) return taken(body, body.length, limit)
  const reading = { chunks: [], size: 0, over: false }
  const outcome = await within(READ_WITHIN, collect(body, limit, reading))
  reading.over = true
  return outcome ?? { payload: undefined, code: 'request_timeout' }
}

async function collect(body, limit, reading) {
  try {
    for await (const chunk of body) {
      if (reading.over) break
      reading.size += chunk.length
      if (reading.size > limit) break
      reading.chunks.push(chunk)
    }
  } catch {
    // The client has gone in the midst of the body, or has closed its half of the connection.
    return { payload: undefined, code: 'client_disconnected' }
  }
  return taken(reading.chunks, reading.size, limit)
}

function taken(bytes, size, limit) {
  if (size > limit) return { payload: undefined, code: 'payload_too_large' }
  return { payload: Array.isArray(bytes) ? Buffer.concat(bytes, size) : bytes, code: undefined }
}

/** What a promise comes to, or undefined if it takes longer than that many milliseconds. */
function within(milliseconds, promise) {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(resolve, milliseconds)
    timer.unref()
    promise.then(resolve, reject).finally(() => timers.clearTimeout(timer))
  })
}

function answer(status, code) {
  const body = JSON.stringify({ error: code })
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
  if (status === 405) headers.allow = 'POST'
  // What has not arrived yet is not waited for.
  if (status === 408) headers.connection = 'close'
  return { status, headers, body }
}

/** The error of a body that is no longer there as it was sent. */
function alreadyRead(cure) {
  return new TypeError(
    `hookseal needs the raw body, but something has read it before, a body parser as a rule: ${cure}`,
  )
}

module.exports = { alreadyRead, receiver }
