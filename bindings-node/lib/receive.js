'use strict'

// What every adapter decides alike: how much is read, what is refused, and with which answer.

const { setTimeout: sleep } = require('node:timers/promises')
const { HEADER_NAME, VerificationError } = require('./verifier.js')

const DEFAULT_LIMIT = 1024 * 1024
const PATIENCE = 1_000
const SIGNATURE = HEADER_NAME.toLowerCase()

/**
 * Makes the function that takes deliveries. Of each it is told three things: `header(name)`, `open()`,
 * which gives the body, as bytes or as an async iterable of them, and `discard()`, which drops what is
 * left of the body and promises the end of it.
 *
 * It resolves to `{ event, payload }`, or to the answer that refuses: `{ status, headers, body }`.
 */
function receiver(verifier, options) {
  if (typeof verifier?.constructEvent !== 'function') {
    throw new TypeError('webhook takes a verifier, made once: new Verifier(secret)')
  }
  const limit = toLimit(options?.limit)

  return async ({ header, open, discard }) => {
    // A client that still sends when the connection is closed may never read the answer.
    const refuseUnread = async (status, code) => {
      await Promise.race([discard().catch(() => {}), sleep(PATIENCE, undefined, { ref: false })])
      return refusal(status, code)
    }
    // WorkOS signs the bytes before any coding, and sends none; decoding would invite bombs.
    if (isEncoded(header('content-encoding'))) return refuseUnread(415, 'unsupported_encoding')
    try {
      const tooLong = Number(header('content-length')) > limit
      const payload = tooLong ? undefined : await read(open(), limit)
      if (payload === undefined) return refuseUnread(413, 'payload_too_large')
      return { event: verifier.constructEvent(payload, header(SIGNATURE)), payload }
    } catch (error) {
      if (error instanceof VerificationError) return refusal(400, error.code)
      if (error instanceof Disconnected) return refusal(400, 'client_disconnected')
      throw error
    }
  }
}

/** The client has gone in the midst of the body, or has closed its half of the connection. */
class Disconnected extends Error {}

function toLimit(value = DEFAULT_LIMIT) {
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new RangeError('limit must be a whole number of bytes, at least 1')
}

function isEncoded(coding) {
  return coding && coding.trim().toLowerCase() !== 'identity'
}

/** The whole body; undefined if it is longer than the limit. Throws Disconnected if it breaks off. */
async function read(body, limit) {
  if (body instanceof Uint8Array) return body.length > limit ? undefined : body
  const chunks = []
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.length
      if (size > limit) return undefined
      chunks.push(chunk)
    }
  } catch {
    throw new Disconnected()
  }
  return Buffer.concat(chunks, size)
}

function refusal(status, code) {
  const body = JSON.stringify({ error: code })
  return { status, headers: { 'content-type': 'application/json', 'content-length': String(body.length) }, body }
}

/** The error of a body that is no longer there as it was sent. */
function alreadyRead(advice) {
  return new TypeError(`hookseal needs the raw body, which has been read before it: ${advice}`)
}

module.exports = { alreadyRead, receiver }
