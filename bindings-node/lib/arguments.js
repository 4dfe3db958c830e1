// Converts secrets and options to the few types that the engine accepts.

import { instantOf } from './brands.js'
import { kind } from './kind.js'
import { toBytes } from './payload.js'

/** Which function has an option, for the error when it is passed to another function. */
const OWNERS = {
  __proto__: null,
  now: 'verify, constructEvent, constructAction, signResponse, finish and diagnose',
  timestamp: 'sign',
  errorMessage: 'signResponse',
  tolerance: 'new Verifier and new ActionVerifier',
}

/** One secret as bytes. `place` says which one it is in a list, for the error. */
export function toSecret(value, place = '') {
  const bytes = toBytes(value, `${place}secret`)
  if (bytes === undefined) {
    const hint = value === undefined ? ' (is the environment variable set?)' : ''
    throw new TypeError(
      `${place}secret must be a string, a Buffer or a Uint8Array, not ${kind(value)}${hint}; ` +
        'new Verifier also takes an array of secrets',
    )
  }
  return bytes
}

/** A tolerance in seconds, or undefined for none, which the caller writes as null. */
export function toTolerance(value, fallback) {
  if (value === undefined) return fallback
  if (value === null) return undefined
  if (typeof value === 'number') return value
  throw new TypeError(`tolerance must be a number of seconds or null, not ${kind(value)}`)
}

/** An instant in whole milliseconds; undefined means the system clock. */
export function toInstant(value, name) {
  if (value === undefined) return undefined
  const milliseconds = typeof value === 'number' ? value : instantOf(value)
  if (milliseconds === undefined) {
    throw new TypeError(`${name} must be milliseconds or a Date, not ${kind(value)}`)
  }
  if (!Number.isInteger(milliseconds)) {
    throw new RangeError(`${name} must be a whole number of milliseconds or a valid Date`)
  }
  return milliseconds
}

/**
 * The options that the caller has passed: own properties only, so that a polluted Object.prototype sets
 * none. Any name that is not in `names` throws; the error names `callee`, the function that was called.
 */
export function ownOptions(options, names, callee) {
  const own = { __proto__: null }
  if (options === undefined) return own
  if (typeof options !== 'object' || options === null) throw notOptions(options)
  const given = Object.keys(options)
  if (given.length === 0 && instantOf(options) !== undefined) throw notOptions(options)
  for (const name of given) {
    if (!names.includes(name)) throw new TypeError(unknownOption(name, names, callee))
    own[name] = options[name]
  }
  return own
}

function notOptions(value) {
  const hint = typeof value === 'string' ? '; a secret goes to new Verifier(secret), once' : ''
  return new TypeError(`options must be an object, not ${kind(value)}${hint}`)
}

function unknownOption(name, names, callee) {
  const suggestion = names.find((known) => isMisspelling(name, known))
  if (suggestion) return `${callee} has no option \`${name}\`; did you mean \`${suggestion}\`?`
  const known = names.map((one) => `\`${one}\``).join(', ')
  if (OWNERS[name]) return `\`${name}\` belongs to ${OWNERS[name]}; ${callee} takes ${known}`
  return `${callee} has no option \`${name}\`; it takes ${known}`
}

/** Whether `name` is likely a misspelling of `known`: at most one letter in three differs. */
function isMisspelling(name, known) {
  const maxEdits = Math.ceil(known.length / 3)
  if (Math.abs(name.length - known.length) > maxEdits) return false
  return editDistance(name.toLowerCase(), known.toLowerCase()) <= maxEdits
}

/** The Levenshtein distance: letters added, left out or replaced. */
function editDistance(a, b) {
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
