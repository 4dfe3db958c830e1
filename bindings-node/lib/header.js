'use strict'

// The signature header's value, or where it is among all the headers of a request.

const native = require('./native.js')
const { kind } = require('./kind.js')

/** A signature header as one string; null or undefined is an absent one. */
function toHeader(value) {
  if (typeof value === 'string' || value === undefined || value === null) return value
  if (typeof value !== 'object') throw wrong(value)
  if (isText(value)) return native.findHeader(value.flatMap((part) => [native.HEADER_NAME, part]))
  const found = native.findHeader(typeof value[Symbol.iterator] === 'function' ? ofPairs(value) : ofRecord(value))
  // Absent, maybe, for this is not the headers but what has them.
  if (found === null) expectHeaders(value)
  return found
}

/** A list of the header's values, all of them strings. */
function isText(value) {
  return Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string')
}

function ofPairs(pairs) {
  const fields = []
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== 'string') throw wrong(pairs)
    add(fields, pair[0], pair[1])
  }
  return fields
}

/** Of a record only what is its own counts. */
function ofRecord(record) {
  const fields = []
  for (const name of Object.keys(record)) add(fields, name, record[name])
  return fields
}

/** Names are compared by the core, which need not be asked about those of another length. */
function add(fields, name, value) {
  if (name.length !== native.HEADER_NAME.length || value === undefined || value === null) return
  for (const one of Array.isArray(value) ? value : [value]) {
    if (typeof one !== 'string') throw new TypeError(`the value of ${name} must be a string or an array of strings, not ${kind(one)}`)
    fields.push(name, one)
  }
}

function expectHeaders(value) {
  if (typeof value.then === 'function') throw wrong(value, 'it is a Promise: await it first')
  // On a polluted Object.prototype it would be in everything.
  if ('headers' in value && !('headers' in Object.prototype)) {
    throw wrong(value, 'it has headers: pass those, request.headers')
  }
}

function wrong(value, cure = "pass request.headers, or request.headers['workos-signature']") {
  return new TypeError(
    `header must be a string, an array of strings, null, undefined or the request's headers, not ${kind(value)}; ${cure}`,
  )
}

module.exports = { toHeader }
