// The part that is common to the adapters of actions: what a handler decides becomes the signed answer.

import { engine } from '#engine'
import { toVerdict } from './actions.js'
import { ownOptions } from './arguments.js'
import { kind } from './kind.js'
import { ACTIONS, receiver, within } from './receive.js'
import { NAMES, toHandler } from './settings.js'

const DEFAULT_DEADLINE_SECONDS = engine.actionDeadlineMs() / 1000
const MAX_DEADLINE_SECONDS = 2_000_000 // timers take no longer times
const OWN_NAMES = ['deadline', 'onError']

export const ACTION_NAMES = [...NAMES, ...OWN_NAMES]

/** The answer if the handler fails and no verdict was chosen for that: WorkOS denies. */
const FAILED = { status: 500, headers: { 'content-length': '0' }, body: '' }

/**
 * Returns the function that an adapter calls with each delivery and with the arguments that the handler gets after the
 * action. It resolves to the answer, `{ status, headers, body }`.
 */
export function decider(source, handler, options) {
  toHandler(handler, 'action(verifier, (action, request) => "Allow")', 'action')
  const decide = judge(source, options)
  return (delivery, ...rest) => decide(delivery, (action) => handler(action, ...rest))
}

/** Like `decider`, for an adapter that knows the handler only when a request arrives. */
export function judge(source, options) {
  const { deadline, onError, ...rest } = ownOptions(options, ACTION_NAMES, 'action')
  const milliseconds = toMilliseconds(deadline)
  const fallback = onError === undefined ? undefined : partsOf(onError)
  const receive = receiver(source, rest, undefined, ACTIONS)

  return async (delivery, handler) => {
    const { accepted, event: action, verifier, status, headers, body } = await receive(delivery)
    if (!accepted) return { status, headers, body }
    const sign = ([verdict, errorMessage]) =>
      answer(verifier.signResponse(action, verdict, { errorMessage, now: rest.now?.() }))
    try {
      return sign(partsOf(await decision(handler, action, milliseconds)))
    } catch (error) {
      console.error(error)
      return fallback ? sign(fallback) : FAILED
    }
  }
}

async function decision(handler, action, milliseconds) {
  const promise = Promise.resolve(handler(action))
  const outcome = promise.then((verdict) => ({ verdict }))
  // AWS Lambda has no connection that keeps the process alive until a handler that hangs is answered for.
  const limited = milliseconds === undefined ? outcome : within(milliseconds, outcome, { keepsAlive: true })
  const { verdict } = (await limited) ?? late(milliseconds)
  return verdict
}

function late(milliseconds) {
  throw new Error(`the handler of an action took longer than ${milliseconds / 1000} s`)
}

/** The verdict and the message of what a handler returns: 'Allow', 'Deny' or { verdict, errorMessage }. */
function partsOf(said) {
  if (typeof said === 'string') return toVerdict(said)
  if (typeof said !== 'object' || said === null) {
    throw new TypeError(`a verdict is 'Allow', 'Deny' or { verdict, errorMessage }, not ${kind(said)}: return one`)
  }
  const { verdict, errorMessage } = ownOptions(said, ['verdict', 'errorMessage'], 'a verdict')
  return toVerdict(verdict, errorMessage)
}

function toMilliseconds(seconds = DEFAULT_DEADLINE_SECONDS) {
  if (seconds === null) return undefined
  if (typeof seconds !== 'number') throw new TypeError(`deadline must be seconds or null, not ${kind(seconds)}`)
  if (seconds > 0 && seconds <= MAX_DEADLINE_SECONDS) return seconds * 1000
  throw new RangeError('deadline must be a positive number of seconds, or null for none')
}

function answer(body) {
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
  return { status: 200, headers, body }
}
