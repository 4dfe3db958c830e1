'use strict'

// What the adapters over node:http share: Express, Fastify, Koa, NestJS, h3 and node:http itself.

const { alreadyRead } = require('./receive.js')
const { toPayload } = require('./payload.js')
const { finished } = require('node:stream/promises')

/**
 * A request as a receiver takes it. `stream` is where its body comes from, and `keeper` the object on
 * which middleware keeps a body that it has read: in `rawBody` the bytes or the text, in `body` the
 * same or what was parsed from it. `cure` is for when only that is left.
 */
function delivery({ method, headers }, stream, keeper, cure) {
  return {
    method,
    header: (name) => headerIn(headers, name),
    open() {
      const [rawBody, body] = ['rawBody', 'body'].map((name) => own(keeper, name))
      const kept = [rawBody, body].find(isRaw)
      if (kept !== undefined) return toBuffer(kept)
      if (stream.readableDidRead || stream.readableEncoding || !isNothing(body)) throw alreadyRead(cure)
      return stream.iterator({ destroyOnReturn: false })
    },
    discard: () => finished(stream.resume(), { writable: false }),
  }
}

function headerIn(headers, name) {
  const value = own(headers, name)
  return Array.isArray(value) ? value.join(', ') : value
}

/** An own property, so that a polluted Object.prototype changes no verdict. */
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

function isRaw(value) {
  return value instanceof Uint8Array || typeof value === 'string'
}

function toBuffer(kept) {
  return Buffer.isBuffer(kept) ? kept : Buffer.from(toPayload(kept))
}

/** Express 4 leaves an empty object where nothing was parsed. */
function isNothing(body) {
  return body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)
}

/** Answers with 500 and prints the error, as Express does; node:http would end the process. */
function fail(response, error) {
  console.error(error)
  if (!response.headersSent) response.writeHead(500).end()
  else if (!response.writableEnded) response.destroy()
}

module.exports = { delivery, fail }
