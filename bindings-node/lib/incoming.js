// The part that is common to the adapters over node:http: Express, Fastify, Koa, NestJS, h3 and node:http itself.

import { toPayload } from './payload.js'
import { alreadyRead } from './receive.js'

/**
 * A request in the form that a receiver takes. The body comes from `stream`, unless middleware has read it
 * and stored it on `holder`: the bytes or text in `rawBody`; in `body` the same, or the parsed JSON. If only
 * the parsed JSON is left, `cure` says in the error what to change.
 */
export function delivery({ method, headers }, stream, holder, cure) {
  return {
    method,
    header: (name) => headerIn(headers, name),
    open() {
      const [rawBody, body] = ['rawBody', 'body'].map((name) => own(holder, name))
      const raw = [rawBody, body].find(isRaw)
      if (raw !== undefined) return toBuffer(raw)
      if (stream.readableDidRead || stream.readableEncoding || !isEmpty(body)) throw alreadyRead(cure)
      return stream.iterator({ destroyOnReturn: false })
    },
    concat: Buffer.concat,
    discard: () => drain(stream),
  }
}

/** Reads the rest without keeping it. (`finished` of node:stream is not everywhere, and slow to load.) */
async function drain(stream) {
  if (stream.readableEnded || stream.destroyed) return
  await new Promise((resolve) => {
    for (const end of ['end', 'error', 'close']) stream.once(end, resolve)
    stream.resume()
  })
}

function headerIn(headers, name) {
  const value = own(headers, name)
  return Array.isArray(value) ? value.join(', ') : value
}

/** Reads only an own property, so that a polluted Object.prototype changes no verdict. */
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

function isRaw(value) {
  return value instanceof Uint8Array || typeof value === 'string'
}

function toBuffer(raw) {
  return Buffer.isBuffer(raw) ? raw : Buffer.from(toPayload(raw))
}

/** Whether nothing was parsed. Express 4 sets `body` to an empty object then. */
function isEmpty(body) {
  return body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)
}

/** Answers 500 and prints the error, as Express does. In node:http, an uncaught error would end the process. */
export function fail(response, error) {
  console.error(error)
  if (!response.headersSent) response.writeHead(500).end()
  else if (!response.writableEnded) response.destroy()
}
