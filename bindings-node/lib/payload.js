// Converts a payload to bytes, and verified bytes to text.

import { Bytes, decode, encode } from '#host'
import { byteLengthOf, extentOf, isAnyArrayBuffer, isShared, isUint8Array, memoryOf } from './brands.js'
import { kind } from './kind.js'

const RAW_BODY =
  "pass the raw request body, not parsed JSON: express.raw({ type: 'application/json' }) in " +
  "Express, addContentTypeParser with { parseAs: 'buffer' } in Fastify, request.rawBody in NestJS " +
  '(with rawBody: true), await request.arrayBuffer() in Next.js and other fetch-style handlers; ' +
  'or let an adapter read it, such as hookseal/express'

/** A payload as a Uint8Array over the same memory, or over a copy if threads share the memory. */
export function toPayload(value, name = 'payload') {
  const bytes = toBytes(value, name)
  if (bytes === undefined) {
    throw new TypeError(
      `${name} must be a Buffer, an ArrayBufferView, an ArrayBuffer or a string, not ${kind(value)}; ${hint(value)}`,
    )
  }
  return bytes
}

/** The bytes of a string, a view or an ArrayBuffer; undefined for anything else. */
export function toBytes(value, name) {
  if (typeof value === 'string') return fromText(value)
  if (isUint8Array(value) && byteLengthOf(value) > 0 && !isShared(memoryOf(value))) return value
  if (!ArrayBuffer.isView(value) && !isAnyArrayBuffer(value)) return undefined
  try {
    const bytes = bytesOf(value)
    // Another thread may write to shared memory between the verification and the parsing.
    return isShared(memoryOf(bytes)) ? new Bytes(bytes) : bytes
  } catch {
    throw new TypeError(
      `${name} can no longer be read: its ArrayBuffer was transferred, perhaps by postMessage, or shortened; verify it before that, or pass a copy`,
    )
  }
}

/** Throws if the memory is detached, or has become too short for the view. */
function bytesOf(value) {
  return ArrayBuffer.isView(value) ? new Bytes(...extentOf(value)) : new Bytes(value)
}

/**
 * A string as UTF-8. A string with lone surrogates has no UTF-8. Encoding it would replace them with U+FFFD,
 * and that may be what was signed, so it becomes bytes that are not UTF-8 instead.
 */
function fromText(text) {
  return text.isWellFormed() ? encode(text) : notUtf8(text)
}

function notUtf8(text) {
  const marked = `\ufeff\udfff${text}`
  const units = Uint16Array.from({ length: marked.length }, (_, index) => marked.charCodeAt(index))
  return new Uint8Array(units.buffer)
}

/** The text of the bytes of a payload. The core has checked that it is UTF-8. */
export function toText(bytes) {
  return decode(bytesOf(bytes))
}

/** What to pass instead of this value. */
function hint(value) {
  if (typeof value !== 'object' || value === null) return RAW_BODY
  const has = (name) => typeof value[name] === 'function'
  if (has('then')) return 'it is a Promise: await it first'
  if (has('arrayBuffer')) return 'pass its bytes: await request.arrayBuffer()'
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
