'use strict'

const native = require('./native.js')
const { ConfigurationError, VerificationError } = require('./errors.js')
const { toHeader, toInstant, toOptions, toPayload, toSecret, toTolerance } = require('./arguments.js')

const DEFAULT_TOLERANCE = native.defaultTolerance()

const FINISHED = 'this verification is finished; begin a new one'

// What only this file can pass. (util.types.isExternal would tell as much, but Deno has none.)
const BEGIN = Symbol('begin')

class Verification {
  #native

  constructor(key, begun) {
    if (key !== BEGIN) throw new TypeError('a Verification is made by verifier.begin(header)')
    this.#native = begun
  }

  update(chunk) {
    if (!native.update(this.#native, toPayload(chunk, 'chunk'))) throw new Error(FINISHED)
    return this
  }

  finish(options) {
    const outcome = native.finish(this.#native, toInstant(options, 'now'))
    if (!outcome) throw new Error(FINISHED)
    if (outcome.code !== undefined) throw new VerificationError(outcome)
    return outcome
  }
}

class Verifier {
  #native

  constructor(secret, options) {
    const secrets = Array.isArray(secret) ? secret.map(toSecret) : [toSecret(secret)]
    const tolerance = toTolerance(toOptions(options).tolerance, DEFAULT_TOLERANCE)
    const made = native.newVerifier(secrets, tolerance)
    if (made.code !== undefined) throw new ConfigurationError(made)
    this.#native = made
  }

  verify(payload, header, options) {
    const now = toInstant(options, 'now')
    const outcome = native.verify(this.#native, toPayload(payload), toHeader(header), now)
    if (typeof outcome === 'number') return { timestamp: outcome, secretIndex: 0 }
    if (outcome.code !== undefined) throw new VerificationError(outcome)
    return outcome
  }

  constructEvent(payload, header, options) {
    const now = toInstant(options, 'now')
    const bytes = toPayload(payload)
    const refusal = native.checkEvent(this.#native, bytes, toHeader(header), now)
    if (refusal) throw new VerificationError(refusal)
    if (typeof payload === 'string') return JSON.parse(payload)
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
  }

  begin(header) {
    const begun = native.begin(this.#native, toHeader(header))
    if (begun.code !== undefined) throw new VerificationError(begun)
    return new Verification(BEGIN, begun)
  }
}

function sign(secret, payload, options) {
  const timestamp = toInstant(options, 'timestamp')
  const signed = native.sign(toSecret(secret), toPayload(payload), timestamp)
  if (signed.code !== undefined) throw new ConfigurationError(signed)
  if (signed.header === undefined) throw new RangeError(signed.message)
  return signed.header
}

module.exports = {
  ConfigurationError,
  DEFAULT_TOLERANCE,
  HEADER_NAME: native.HEADER_NAME,
  Verification,
  VerificationError,
  Verifier,
  sign,
  version: native.VERSION,
}
