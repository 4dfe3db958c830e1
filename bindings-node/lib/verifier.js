'use strict'

const native = require('../hookseal.node')
const { ConfigurationError, VerificationError } = require('./errors.js')
const { toHeader, toInstant, toOptions, toPayload, toSecret, toTolerance } = require('./arguments.js')

const DEFAULT_TOLERANCE = native.defaultTolerance()

const FINISHED = 'this verification is finished; begin a new one'

function accept(outcome) {
  if (outcome.code !== undefined) throw new VerificationError(outcome)
  return outcome
}

class Verification {
  #native

  constructor(begun) {
    if (!(begun instanceof native.NativeVerification)) {
      throw new TypeError('a Verification is made by verifier.begin(header)')
    }
    this.#native = begun
  }

  update(chunk) {
    if (!this.#native.update(toPayload(chunk, 'chunk'))) throw new Error(FINISHED)
    return this
  }

  finish(options) {
    const now = toInstant(toOptions(options).now, 'now')
    const outcome = this.#native.finish(now)
    if (!outcome) throw new Error(FINISHED)
    return accept(outcome)
  }
}

class Verifier {
  #native

  constructor(secret, options) {
    const secrets = Array.isArray(secret) ? secret.map(toSecret) : [toSecret(secret)]
    const tolerance = toTolerance(toOptions(options).tolerance, DEFAULT_TOLERANCE)
    this.#native = new native.NativeVerifier(secrets, tolerance)
    const fault = this.#native.fault()
    if (fault) throw new ConfigurationError(fault)
  }

  verify(payload, header, options) {
    const now = options === undefined ? undefined : toInstant(toOptions(options).now, 'now')
    return accept(this.#native.verify(toPayload(payload), toHeader(header), now))
  }

  constructEvent(payload, header, options) {
    const now = toInstant(toOptions(options).now, 'now')
    const bytes = toPayload(payload)
    accept(this.#native.checkEvent(bytes, toHeader(header), now))
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
  }

  begin(header) {
    const begun = this.#native.begin(toHeader(header))
    const refusal = begun.refusal()
    if (refusal) throw new VerificationError(refusal)
    return new Verification(begun)
  }
}

function sign(secret, payload, options) {
  const timestamp = toInstant(toOptions(options).timestamp, 'timestamp')
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
