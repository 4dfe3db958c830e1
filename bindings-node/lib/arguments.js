'use strict'

// What JavaScript passes in, as the few types that the addon takes.

const { isUint8Array, isAnyArrayBuffer, isDate, isSharedArrayBuffer } = require('node:util').types

const RAW_BODY =
  "pass the raw request body, not parsed JSON: express.raw({ type: 'application/json' }) in " +
  "Express, addContentTypeParser with { parseAs: 'buffer' } in Fastify, await request.text() in " +
  'Next.js and other fetch-style handlers'

/** A payload as a Uint8Array over the same memory; only a string has to be encoded. */
function toPayload(value, name = 'payload') {
  const bytes = toBytes(value)
  if (bytes === undefined) {
    throw new TypeError(
      `${name} must be a Buffer, an ArrayBufferView, an ArrayBuffer or a string, not ${kind(value)}; ${RAW_BODY}`,
    )
  }
  return bytes
}

/** One secret as bytes. */
function toSecret(value) {
  const bytes = toBytes(value)
  if (bytes === undefined) {
    const hint = value === undefined ? ' (is the environment variable set?)' : ''
    throw new TypeError(
      `secret must be a string, a Buffer or a Uint8Array, or for a Verifier an array of them, not ${kind(value)}${hint}`,
    )
  }
  return bytes
}

function toBytes(value) {
  if (typeof value === 'string') return fromText(value)
  if (ArrayBuffer.isView(value)) {
    // Other threads may write to shared memory while it is read, so that is copied.
    if (isSharedArrayBuffer(value.buffer)) return Uint8Array.from(bytesOf(value))
    return isUint8Array(value) ? value : bytesOf(value)
  }
  if (isAnyArrayBuffer(value)) {
    return isSharedArrayBuffer(value) ? Uint8Array.from(new Uint8Array(value)) : new Uint8Array(value)
  }
  return undefined
}

function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
}

/**
 * A string as UTF-8. One with lone surrogates has none, and encoding it would put U+FFFD in their
 * place, which may be what was signed: it becomes bytes that are not UTF-8 instead.
 */
function fromText(text) {
  return text.isWellFormed() ? Buffer.from(text, 'utf8') : Buffer.from(`\ufeff\udfff${text}`, 'utf16le')
}

/** A signature header as one string; undefined is an absent one. */
function toHeader(value) {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value) && value.every((part) => typeof part === 'string')) {
    return value.join(', ')
  }
  throw new TypeError(
    `header must be a string, an array of strings, null or undefined, not ${kind(value)}; pass req.headers['workos-signature']`,
  )
}

/** Seconds; undefined is none. */
function toTolerance(value, standard) {
  if (value === undefined) return standard
  if (value === null) return undefined
  if (typeof value === 'number') return value
  throw new TypeError(`tolerance must be a number of seconds or null, not ${kind(value)}`)
}

/** The instant that an option gives, in whole milliseconds; undefined is now. */
function toInstant(options, name) {
  const value = options === undefined ? undefined : toOptions(options)[name]
  if (value === undefined) return undefined
  const milliseconds = isDate(value) ? value.getTime() : value
  if (typeof milliseconds !== 'number') {
    throw new TypeError(`${name} must be milliseconds or a Date, not ${kind(value)}`)
  }
  if (!Number.isInteger(milliseconds)) {
    throw new RangeError(`${name} must be a whole number of milliseconds or a valid Date`)
  }
  return milliseconds
}

function toOptions(value) {
  if (value === undefined) return {}
  if (typeof value === 'object' && value !== null && !isDate(value)) return value
  throw new TypeError(`options must be an object, not ${kind(value)}`)
}

function kind(value) {
  if (value === null) return 'null'
  if (typeof value !== 'object') return typeof value
  return Array.isArray(value) ? 'an array' : `an object (${value.constructor?.name ?? 'no class'})`
}

module.exports = { toHeader, toInstant, toOptions, toPayload, toSecret, toTolerance }
