'use strict'

/** What a value is, for the error that says it is not what was needed. It never shows the value. */
function kind(value) {
  if (value === null || value === undefined) return `${value}`
  if (typeof value !== 'object') return `a ${typeof value}`
  if (Array.isArray(value)) return 'an array'
  // Of its prototype: a property of its own may be out of a payload.
  return `an object (${Object.getPrototypeOf(value)?.constructor?.name ?? 'no class'})`
}

module.exports = { kind }
