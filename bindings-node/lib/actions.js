// Verifies the requests of AuthKit Actions and signs the answers.

import { engine } from '#engine'
import { encode } from '#host'
import { ownOptions, toInstant, toTolerance } from './arguments.js'
import { recognisedAcrossCopies } from './copies.js'
import { ConfigurationError, refuse } from './errors.js'
import { toHeader } from './header.js'
import { kind } from './kind.js'
import { toPayload, toText } from './payload.js'
import { SECRETS, kept } from './secrets.js'
import { isRefusal, toNow, toSecrets } from './verifier.js'

export const ACTION_TOLERANCE = engine.actionTolerance()

/** The key of the secret that signed an action. The answer is signed with the same one. */
const SECRET_INDEX = Symbol.for('hookseal.secretIndex')

export class ActionVerifier {
  #handle
  #secrets

  constructor(secret, options) {
    const secrets = toSecrets(secret)
    const { tolerance } = ownOptions(options, ['tolerance'], 'new ActionVerifier')
    const verifier = engine.newActionVerifier(secrets, toTolerance(tolerance, ACTION_TOLERANCE))
    if (isRefusal(verifier)) throw new ConfigurationError(verifier)
    this.#handle = verifier
    this.#secrets = kept(secret)
  }

  get [SECRETS]() {
    return this.#secrets
  }

  /** With `how`, which only the adapters pass, a refusal is returned and not thrown. */
  constructAction(payload, header, options, how) {
    const now = toNow(options, 'constructAction')
    const bytes = toPayload(payload)
    const secretIndex = engine.checkAction(this.#handle, bytes, toHeader(header), now)
    if (typeof secretIndex !== 'number') return refuse(secretIndex, how)
    const data = JSON.parse(typeof payload === 'string' ? payload : toText(bytes))
    const action = { id: data.id, object: data.object, data }
    return Object.defineProperty(action, SECRET_INDEX, { __proto__: null, value: secretIndex })
  }

  signResponse(action, verdict, options) {
    const { errorMessage, now } = ownOptions(options, ['errorMessage', 'now'], 'signResponse')
    if (typeof action?.object !== 'string') {
      throw new TypeError(`action must be what constructAction has returned, not ${kind(action)}`)
    }
    const secretIndex = Object.hasOwn(action, SECRET_INDEX) ? action[SECRET_INDEX] : 0
    const said = toVerdict(verdict, errorMessage)
    const instant = toInstant(now, 'now')
    const body = engine.signResponse(this.#handle, action.object, secretIndex, ...said, instant)
    if (typeof body !== 'string') throw new RangeError(body.message)
    return encode(body)
  }
}

recognisedAcrossCopies('ActionVerifier', ActionVerifier)

/** The verdict and its message as the engine takes them, or the error that says what is wrong with them. */
export function toVerdict(verdict, errorMessage) {
  if (typeof verdict !== 'string') throw new TypeError(`verdict must be 'Allow' or 'Deny', not ${kind(verdict)}`)
  if (errorMessage !== undefined && typeof errorMessage !== 'string') {
    throw new TypeError(`errorMessage must be a string, not ${kind(errorMessage)}`)
  }
  if (errorMessage?.isWellFormed() === false) {
    throw new RangeError('errorMessage has half a surrogate pair, which JSON cannot hold')
  }
  const fault = engine.verdictFault(verdict, errorMessage)
  if (fault) throw new RangeError(fault.message)
  return [verdict, errorMessage]
}
