'use strict'

// What every adapter is given: a verifier, or a function that makes it, and options.

const native = require('./native.js')
const { ownOptions } = require('./arguments.js')

const DEFAULT_LIMIT = native.defaultBodyLimit()
const NAMES = ['limit', 'log', 'now', 'onRefusal']

/** The options as `{ limit, log, now, onRefusal }`; `handler` says where the handler goes, if not here. */
function toSettings(options, handler) {
  if (typeof options === 'function' && handler) {
    throw new TypeError(`webhook(verifier, options) takes no handler here, which goes elsewhere: ${handler}`)
  }
  const given = ownOptions(options, NAMES, 'webhook')
  return {
    limit: toLimit(given.limit),
    log: toFlag(given.log),
    now: toFunction(given.now, 'now', 'that returns milliseconds or a Date'),
    onRefusal: toFunction(given.onRefusal, 'onRefusal', 'that takes { code, message, ageMs }'),
  }
}

function toLimit(value = DEFAULT_LIMIT) {
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new RangeError('limit must be a whole number of bytes, at least 1')
}

function toFlag(value = true) {
  if (typeof value === 'boolean') return value
  throw new TypeError(`log must be true or false, not ${kind(value)}`)
}

function toFunction(value, name, what) {
  if (value === undefined || typeof value === 'function') return value
  throw new TypeError(`${name} must be a function ${what}, not ${kind(value)}`)
}

function toHandler(handler, example) {
  if (typeof handler === 'function') return handler
  throw new TypeError(`webhook takes a handler, not ${kind(handler)}: ${example}`)
}

/**
 * A function that gives the verifier. One that is made late is made by the first request, so that a
 * program can be imported, and built, without the secret; if that fails, by the next.
 */
function toVerifier(source) {
  if (isVerifier(source)) return () => source
  if (typeof source !== 'function' || isVerifier(source.prototype)) {
    throw new TypeError(
      `webhook takes a verifier, not ${kind(source)}: pass new Verifier(secret), made once, or a function ` +
        'that makes it at the first request, () => new Verifier(secret)',
    )
  }
  let verifier
  return () => (verifier ??= made(source()))
}

function made(verifier) {
  if (isVerifier(verifier)) return verifier
  throw new TypeError(
    `the function given to webhook must return a Verifier, not ${kind(verifier)}: ` +
      'pass () => new Verifier(secret), and await what the secret needs before',
  )
}

/** By what it does: it may come from another copy of this package. */
function isVerifier(value) {
  return typeof value?.constructEvent === 'function'
}

function kind(value) {
  if (value === null) return 'null'
  if (value instanceof Promise) return 'a promise'
  return typeof value === 'function' && isVerifier(value.prototype) ? 'the class itself' : typeof value
}

module.exports = { NAMES, toHandler, toSettings, toVerifier }
