// The signature header: its value as passed, or found among all the headers of a request.

import { engine } from '#engine'
import { kind } from './kind.js'

const { HEADER_NAME } = engine

/** The signature header as one string, or null or undefined if it is absent. */
export function toHeader(value) {
  if (typeof value === 'string' || value === undefined || value === null) return value
  if (typeof value !== 'object') throw wrong(value)
  if (isListOfStrings(value)) return ofList(value)
  const found = engine.findHeader(typeof value[Symbol.iterator] === 'function' ? ofPairs(value) : ofRecord(value))
  if (found === null) expectHeaders(value)
  return found
}

function isListOfStrings(value) {
  return Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string')
}

/** Reads Node's `rawHeaders`, in which names and values alternate, or else a list of the header's values. */
function ofList(list) {
  const found = list.length % 2 === 0 ? engine.findHeader(list) : null
  return found ?? engine.findHeader(list.flatMap((part) => [HEADER_NAME, part]))
}

function ofPairs(pairs) {
  const fields = []
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== 'string') throw wrong(pairs)
    add(fields, pair[0], pair[1])
  }
  return fields
}

/** Reads only own properties, so that a polluted prototype adds no header. */
function ofRecord(record) {
  const fields = []
  for (const name of Object.keys(record)) add(fields, name, record[name])
  return fields
}

/** Skips names of another length, which cannot match. The core compares the rest. */
function add(fields, name, value) {
  if (name.length !== HEADER_NAME.length || value === undefined || value === null) return
  for (const one of Array.isArray(value) ? value : [value]) {
    if (typeof one !== 'string')
      throw new TypeError(`the value of ${name} must be a string or an array of strings, not ${kind(one)}`)
    fields.push(name, one)
  }
}

/** Throws if the value is not the headers but the request that has them, or a Promise. */
function expectHeaders(value) {
  if (typeof value.then === 'function') throw wrong(value, 'it is a Promise: await it first')
  // A polluted Object.prototype may give `headers` to every object.
  if ('headers' in value && !('headers' in Object.prototype)) {
    throw wrong(value, 'pass its headers: request.headers')
  }
}

function wrong(value, cure = "pass request.headers, or request.headers['workos-signature']") {
  return new TypeError(
    `header must be a string, an array of strings, null, undefined or the request's headers, not ${kind(value)}; ${cure}`,
  )
}
