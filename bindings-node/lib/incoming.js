'use strict'

// What the adapters over node:http share: Express, Fastify and node:http itself.

const { finished } = require('node:stream/promises')
const { alreadyRead } = require('./receive.js')

/**
 * A request as a receiver takes it. `left` is what stands in the place of the body. It may be the bytes, if
 * an earlier middleware has read them; `rawBody` is where others keep them: NestJS, or Google's functions.
 * `advice` is for when there is something else.
 */
function delivery({ headers, rawBody }, stream, left, advice) {
  return {
    header: (name) => headers[name],
    open() {
      const kept = [rawBody, left].find(Buffer.isBuffer)
      if (kept) return kept
      if (stream.readableDidRead || stream.readableEncoding || !isNothing(left)) throw alreadyRead(advice)
      return stream.iterator({ destroyOnReturn: false })
    },
    discard: () => finished(stream.resume(), { writable: false }),
  }
}

/** Express 4 leaves an empty object where nothing was parsed. */
function isNothing(left) {
  return left === undefined || left === null || (typeof left === 'object' && Object.keys(left).length === 0)
}

module.exports = { delivery }
