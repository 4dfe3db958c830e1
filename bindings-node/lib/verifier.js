import { engine } from '#engine'
import { ownOptions, toInstant, toSecret, toTolerance } from './arguments.js'
import { recognisedAcrossCopies } from './copies.js'
import { ConfigurationError, refuse, VerificationError } from './errors.js'
import { toHeader } from './header.js'
import { toPayload } from './payload.js'
import { SECRETS, kept } from './secrets.js'

export const DEFAULT_TOLERANCE = engine.defaultTolerance()
export const { HEADER_NAME, VERSION: version, backend } = engine

const FINISHED = 'this verification is finished; begin a new one'

// Only this file has this key, so only `begin` can make a Verification. (Deno has no util.types.isExternal.)
const BEGIN = Symbol('begin')

export class Verification {
  #handle

  constructor(key, verification) {
    if (key !== BEGIN) throw new TypeError('a Verification is made by verifier.begin(header)')
    this.#handle = verification
  }

  update(chunk) {
    if (!engine.update(this.#handle, toPayload(chunk, 'chunk'))) throw new Error(FINISHED)
    return this
  }

  finish(options) {
    const outcome = engine.finish(this.#handle, toNow(options, 'finish'))
    if (!outcome) throw new Error(FINISHED)
    return throwIfRefused(outcome)
  }
}

export class Verifier {
  #handle
  #secrets

  constructor(secret, options) {
    const secrets = toSecrets(secret)
    const { tolerance } = ownOptions(options, ['tolerance'], 'new Verifier')
    const verifier = engine.newVerifier(secrets, toTolerance(tolerance, DEFAULT_TOLERANCE))
    if (isRefusal(verifier)) throw new ConfigurationError(verifier)
    this.#handle = verifier
    this.#secrets = kept(secret)
  }

  get [SECRETS]() {
    return this.#secrets
  }

  verify(payload, header, options) {
    const outcome = judge(this.#handle, payload, header, options)
    return typeof outcome === 'number' ? { timestamp: outcome, secretIndex: 0 } : throwIfRefused(outcome)
  }

  /** With `how`, which only the adapters pass, a refusal is returned and not thrown. */
  constructEvent(payload, header, options, how) {
    const now = toNow(options, 'constructEvent')
    const text = engine.checkEvent(this.#handle, toPayload(payload), toHeader(header), now)
    return typeof text === 'string' ? JSON.parse(text) : refuse(text, how)
  }

  begin(header) {
    const verification = engine.begin(this.#handle, toHeader(header))
    if (isRefusal(verification)) throw new VerificationError(verification)
    return new Verification(BEGIN, verification)
  }
}

recognisedAcrossCopies('Verifier', Verifier)

export function readEvent(payload) {
  const text = engine.checkStoredEvent(toPayload(payload))
  return typeof text === 'string' ? JSON.parse(text) : refuse(text)
}

export function sign(secret, payload, options) {
  const { timestamp } = ownOptions(options, ['timestamp'], 'sign')
  const signed = engine.sign(toSecret(secret), toPayload(payload), toInstant(timestamp, 'timestamp'))
  if (typeof signed === 'string') return signed
  if (signed.code === null) throw new RangeError(signed.message)
  throw new ConfigurationError(signed)
}

/** The instant that the options of `callee` set. */
export function toNow(options, callee) {
  return options === undefined ? undefined : toInstant(ownOptions(options, ['now'], callee).now, 'now')
}

/**
 * What the engine answers to `verify`. A function of its own, because V8 only optimises what returns: one that throws
 * at every call stays in the interpreter.
 */
function judge(verifier, payload, header, options) {
  const now = toNow(options, 'verify')
  return engine.verify(verifier, toPayload(payload), toHeader(header), now)
}

/** Returns the outcome of a verification, or throws its refusal. */
function throwIfRefused(outcome) {
  if (isRefusal(outcome)) throw new VerificationError(outcome)
  return outcome
}

/** The secrets as the engine takes them. */
export function toSecrets(secret) {
  return Array.isArray(secret)
    ? Array.from(secret, (one, index) => toSecret(one, `secrets[${index}]: `))
    : [toSecret(secret)]
}

/** Looks for an own property, because a polluted Object.prototype may give a `code` to every object. */
export function isRefusal(outcome) {
  return Object.hasOwn(outcome, 'code')
}
