// Checks what every adapter takes: a verifier, or a function that makes it, and options.

import { engine } from '#engine'
import { isProduction } from '#host'
import { ownOptions } from './arguments.js'
import { kind } from './kind.js'

const DEFAULT_LIMIT = engine.defaultBodyLimit()
export const NAMES = ['diagnose', 'limit', 'log', 'now', 'onRefusal']

/** The options as `{ diagnose, limit, log, now, onRefusal }`. `handlerHint` shows where the handler goes, if not here. */
export function toSettings(options, handlerHint, { callee }) {
  if (typeof options === 'function' && handlerHint) {
    throw new TypeError(`webhook(verifier, options) takes no handler here; pass it to the framework: ${handlerHint}`)
  }
  const given = ownOptions(options, NAMES, callee)
  return {
    diagnose: toDevelopmentFlag(given.diagnose),
    limit: toLimit(given.limit),
    log: toFlag(given.log, 'log', true),
    now: toFunction(given.now, 'now', 'that returns milliseconds or a Date'),
    onRefusal: toFunction(given.onRefusal, 'onRefusal', 'that takes { code, message, ageMs }'),
  }
}

function toLimit(value = DEFAULT_LIMIT) {
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new RangeError('limit must be a whole number of bytes, at least 1')
}

function toFlag(value, name, fallback) {
  if (value === undefined) return fallback
  if (typeof value === 'boolean') return value
  throw new TypeError(`${name} must be true or false, not ${kind(value)}`)
}

/** `diagnose`: a diagnosis takes far longer than a verification, so a sender of forgeries must not cause any. */
function toDevelopmentFlag(value) {
  const isOn = toFlag(value, 'diagnose', false)
  if (isOn && isProduction()) {
    throw new TypeError(
      'diagnose must not be true in production, which NODE_ENV says this is: ' +
        "pass { diagnose: process.env.NODE_ENV === 'development' }",
    )
  }
  return isOn
}

function toFunction(value, name, description) {
  if (value === undefined || typeof value === 'function') return value
  throw new TypeError(`${name} must be a function ${description}, not ${kind(value)}`)
}

export function toHandler(handler, example, callee = 'webhook') {
  if (typeof handler === 'function') return handler
  throw new TypeError(`${callee} takes a handler, not ${kind(handler)}: ${example}`)
}

/**
 * A function that returns the verifier. If `source` is a function, the first request calls it, so that a program
 * can be imported and built without the secret. If it throws, the next request calls it again.
 */
export function toVerifier(source, read) {
  // By its method, not its class: it may come from another copy of this package.
  const isVerifier = (value) => typeof value?.[read.construct] === 'function'
  if (isVerifier(source)) return () => source
  const { callee, verifier: type } = read
  if (typeof source !== 'function' || isVerifier(source.prototype)) {
    throw new TypeError(
      `${callee} takes a verifier, not ${kindOfSource(source)}: pass new ${type}(secret), made once, or ` +
        `() => new ${type}(secret) to make it at the first request`,
    )
  }
  const expectVerifier = (made) => {
    if (isVerifier(made)) return made
    throw new TypeError(
      `the function passed to ${callee} must return a${type === 'Verifier' ? '' : 'n'} ${type}, not ${kind(made)}: ` +
        `pass () => new ${type}(secret), and await the secret before`,
    )
  }
  let verifier
  return () => (verifier ??= expectVerifier(source()))
}

function kindOfSource(value) {
  return typeof value === 'function' ? 'the class itself' : kind(value)
}
