'use strict'

// Secrets and options, as the few types that the addon takes.

const { isDate } = require('node:util').types
const { kind } = require('./kind.js')
const { toBytes } = require('./payload.js')

/** Which function an option belongs to, for those who pass it to another. */
const OWNERS = {
  __proto__: null,
  now: 'verify, constructEvent and finish',
  timestamp: 'sign',
  tolerance: 'new Verifier',
}

/** One secret as bytes; `place` is where it is among several. */
function toSecret(value, place = '') {
  const bytes = toBytes(value, `${place}secret`)
  if (bytes === undefined) {
    const hint = value === undefined ? ' (is the environment variable set?)' : ''
    throw new TypeError(
      `${place}secret must be a string, a Buffer or a Uint8Array, or for a Verifier an array of them, not ${kind(value)}${hint}`,
    )
  }
  return bytes
}

/** Seconds; undefined is none. */
function toTolerance(value, standard) {
  if (value === undefined) return standard
  if (value === null) return undefined
  if (typeof value === 'number') return value
  throw new TypeError(`tolerance must be a number of seconds or null, not ${kind(value)}`)
}

/** An instant in whole milliseconds; undefined is now. */
function toInstant(value, name) {
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

/**
 * The options that the caller has given: own properties only, so that a polluted Object.prototype sets
 * none. Another name than `names` is an error; `taker` is the function that it names.
 */
function ownOptions(options, names, taker) {
  const own = { __proto__: null }
  if (options === undefined) return own
  if (typeof options !== 'object' || options === null || isDate(options)) {
    const hint = typeof options === 'string' ? '; a secret goes to new Verifier(secret), once' : ''
    throw new TypeError(`options must be an object, not ${kind(options)}${hint}`)
  }
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) throw new TypeError(unknown(name, names, taker))
    own[name] = options[name]
  }
  return own
}

function unknown(name, names, taker) {
  const near = names.find((known) => isNear(name, known))
  if (near) return `${taker} has no option \`${name}\`; did you mean \`${near}\`?`
  const taken = names.map((known) => `\`${known}\``).join(', ')
  if (OWNERS[name]) return `\`${name}\` belongs to ${OWNERS[name]}; ${taker} takes ${taken}`
  return `${taker} has no option \`${name}\`; it takes ${taken}`
}

/** Whether this is likely a misspelling: at most one letter in three differs. */
function isNear(name, known) {
  const most = Math.ceil(known.length / 3)
  if (Math.abs(name.length - known.length) > most) return false
  return edits(name.toLowerCase(), known.toLowerCase()) <= most
}

/** The Levenshtein distance: letters added, left out or replaced. */
function edits(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] === b[j] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]
}

module.exports = { ownOptions, toInstant, toSecret, toTolerance }
