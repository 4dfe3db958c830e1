'use strict'

// Converts a payload to bytes, and verified bytes to text.

const { isAnyArrayBuffer, isDataView, isPromise, isSharedArrayBuffer, isUint8Array } = require('node:util').types
const { kind } = require('./kind.js')

const RAW_BODY =
  "pass the raw request body, not parsed JSON: express.raw({ type: 'application/json' }) in " +
  "Express, addContentTypeParser with { parseAs: 'buffer' } in Fastify, request.rawBody in NestJS " +
  '(with rawBody: true), Buffer.from(await request.arrayBuffer()) in Next.js and other fetch-style handlers; ' +
  'or let an adapter read it, such as hookseal/express'

// The built-in getters. A view may override them with properties of its own, which may describe other bytes
// than the ones that the addon verifies.
const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array.prototype)
const OF_TYPED_ARRAY = getters(TYPED_ARRAY)
const OF_DATA_VIEW = getters(DataView.prototype)
const expectInBounds = uncurried(TYPED_ARRAY.keys)

/** A Buffer over existing memory. Buffer.from would read the memory's `byteLength`, which may be overridden too. */
class Bytes extends Uint8Array {}
Object.setPrototypeOf(Bytes.prototype, Buffer.prototype)

/** A payload as a Uint8Array over the same memory, or over a copy if threads share the memory. */
function toPayload(value, name = 'payload') {
  const bytes = toBytes(value, name)
  if (bytes === undefined) {
    throw new TypeError(
      `${name} must be a Buffer, an ArrayBufferView, an ArrayBuffer or a string, not ${kind(value)}; ${hint(value)}`,
    )
  }
  return bytes
}

/** The bytes of a string, a view or an ArrayBuffer; undefined for anything else. */
function toBytes(value, name) {
  if (typeof value === 'string') return fromText(value)
  if (
    isUint8Array(value) &&
    OF_TYPED_ARRAY.byteLength(value) > 0 &&
    !isSharedArrayBuffer(OF_TYPED_ARRAY.buffer(value))
  ) {
    return value
  }
  if (!ArrayBuffer.isView(value) && !isAnyArrayBuffer(value)) return undefined
  try {
    const bytes = bytesOf(value)
    // Another thread may write to shared memory between the verification and the parsing.
    return isSharedArrayBuffer(OF_TYPED_ARRAY.buffer(bytes)) ? new Bytes(bytes) : bytes
  } catch {
    throw new TypeError(
      `${name} can no longer be read: its ArrayBuffer was transferred, perhaps by postMessage, or shortened; verify it before that, or pass a copy`,
    )
  }
}

/** Throws if the memory is detached, or has become too short for the view. */
function bytesOf(value) {
  if (!ArrayBuffer.isView(value)) return new Bytes(value)
  const of = isDataView(value) ? OF_DATA_VIEW : OF_TYPED_ARRAY
  if (of === OF_TYPED_ARRAY) expectInBounds(value)
  return new Bytes(of.buffer(value), of.byteOffset(value), of.byteLength(value))
}

/**
 * A string as UTF-8. A string with lone surrogates has no UTF-8. Encoding it would replace them with U+FFFD,
 * and that may be what was signed, so it becomes bytes that are not UTF-8 instead.
 */
function fromText(text) {
  return text.isWellFormed() ? Buffer.from(text, 'utf8') : Buffer.from(`\ufeff\udfff${text}`, 'utf16le')
}

/** The text of a payload. The addon has checked that it is UTF-8. */
function toText(payload, bytes) {
  return typeof payload === 'string' ? payload : bytesOf(bytes).toString('utf8')
}

/** What to pass instead of this value. */
function hint(value) {
  if (typeof value !== 'object' || value === null) return RAW_BODY
  const has = (name) => typeof value[name] === 'function'
  if (isPromise(value)) return 'it is a Promise: await it first'
  if (has('arrayBuffer')) return 'pass its bytes: Buffer.from(await request.arrayBuffer())'
  if (has('pipe') || has('getReader')) {
    return 'read it first: await buffer(request), from node:stream/consumers, or pass each chunk to begin(header).update(chunk)'
  }
  const owns = (name) => Object.hasOwn(value, name)
  if (owns('isBase64Encoded')) {
    return "pass its body: Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')"
  }
  if (owns('sigHeader') || owns('payload')) {
    return 'verify and constructEvent take (payload, header), and the secret goes to new Verifier(secret)'
  }
  if (value.type === 'Buffer' && owns('data'))
    return 'it is a Buffer that went through JSON: pass Buffer.from(value.data)'
  return RAW_BODY
}

function getters(prototype) {
  const getter = (name) => uncurried(Object.getOwnPropertyDescriptor(prototype, name).get)
  return { buffer: getter('buffer'), byteOffset: getter('byteOffset'), byteLength: getter('byteLength') }
}

/** A method as a function of its receiver. */
function uncurried(method) {
  return Function.prototype.call.bind(method)
}

module.exports = { toBytes, toPayload, toText }
