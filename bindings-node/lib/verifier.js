'use strict'

const native = require('./native.js')
const { ConfigurationError, VerificationError } = require('./errors.js')
const { ownOptions, toInstant, toSecret, toTolerance } = require('./arguments.js')
const { toHeader } = require('./header.js')
const { toPayload, toText } = require('./payload.js')

const DEFAULT_TOLERANCE = native.defaultTolerance()

const FINISHED = 'this verification is finished; begin a new one'

// Only this file has this key, so only `begin` can make a Verification. (Deno has no util.types.isExternal.)
const BEGIN = Symbol('begin')

class Verification {
  #native

  constructor(key, verification) {
    if (key !== BEGIN) throw new TypeError('a Verification is made by verifier.begin(header)')
    this.#native = verification
  }

  update(chunk) {
    if (!native.update(this.#native, toPayload(chunk, 'chunk'))) throw new Error(FINISHED)
    return this
  }

  finish(options) {
    const outcome = native.finish(this.#native, toNow(options, 'finish'))
    if (!outcome) throw new Error(FINISHED)
    return throwIfRefused(outcome)
  }
}

class Verifier {
  #native

  constructor(secret, options) {
    const secrets = Array.isArray(secret)
      ? Array.from(secret, (one, index) => toSecret(one, `secrets[${index}]: `))
      : [toSecret(secret)]
    const { tolerance } = ownOptions(options, ['tolerance'], 'new Verifier')
    const verifier = native.newVerifier(secrets, toTolerance(tolerance, DEFAULT_TOLERANCE))
    if (isRefusal(verifier)) throw new ConfigurationError(verifier)
    this.#native = verifier
  }

  verify(payload, header, options) {
    const now = toNow(options, 'verify')
    const outcome = native.verify(this.#native, toPayload(payload), toHeader(header), now)
    return typeof outcome === 'number' ? { timestamp: outcome, secretIndex: 0 } : throwIfRefused(outcome)
  }

  constructEvent(payload, header, options) {
    const now = toNow(options, 'constructEvent')
    const bytes = toPayload(payload)
    const refusal = native.checkEvent(this.#native, bytes, toHeader(header), now)
    if (refusal) throw new VerificationError(refusal)
    return JSON.parse(toText(payload, bytes))
  }

  begin(header) {
    const verification = native.begin(this.#native, toHeader(header))
    if (isRefusal(verification)) throw new VerificationError(verification)
    return new Verification(BEGIN, verification)
  }
}

function readEvent(payload) {
  const bytes = toPayload(payload)
  const refusal = native.checkStoredEvent(bytes)
  if (refusal) throw new VerificationError(refusal)
  return JSON.parse(toText(payload, bytes))
}

function sign(secret, payload, options) {
  const { timestamp } = ownOptions(options, ['timestamp'], 'sign')
  const signed = native.sign(toSecret(secret), toPayload(payload), toInstant(timestamp, 'timestamp'))
  if (typeof signed === 'string') return signed
  if (signed.code === null) throw new RangeError(signed.message)
  throw new ConfigurationError(signed)
}

function toNow(options, callee) {
  return options === undefined ? undefined : toInstant(ownOptions(options, ['now'], callee).now, 'now')
}

/** Returns the outcome of a verification, or throws its refusal. */
function throwIfRefused(outcome) {
  if (isRefusal(outcome)) throw new VerificationError(outcome)
  return outcome
}

/** Looks for an own property, because a polluted Object.prototype may give a `code` to every object. */
function isRefusal(outcome) {
  return Object.hasOwn(outcome, 'code')
}

module.exports = {
  ConfigurationError,
  DEFAULT_TOLERANCE,
  HEADER_NAME: native.HEADER_NAME,
  Verification,
  VerificationError,
  Verifier,
  readEvent,
  sign,
  version: native.VERSION,
}
