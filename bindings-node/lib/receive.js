// The part that is common to all adapters: how much of a body is read, for how long, and how refusals are answered.

import { engine } from '#engine'
import { schedule } from '#host'
import { explain as explainRefusal } from './diagnose.js'
import { AGE, REFUSAL, VerificationError } from './errors.js'
import { report } from './refusals.js'
import { SECRETS } from './secrets.js'
import { toSettings, toVerifier } from './settings.js'

/** What an adapter reads: the adapter's function, the class of its verifier, and the method of that. */
export const EVENTS = { callee: 'webhook', verifier: 'Verifier', construct: 'constructEvent' }
export const ACTIONS = { callee: 'action', verifier: 'ActionVerifier', construct: 'constructAction' }

const SIGNATURE = engine.HEADER_NAME.toLowerCase()
const BODY_DEADLINE_MS = engine.bodyDeadlineMs()
const DISCARD_DEADLINE_MS = 1_000

const FAULTS = new Map(engine.requestRefusals().map((fault) => [fault.code, fault]))

/**
 * Returns the function that an adapter calls with each delivery. A delivery has five members: `method`;
 * `header(name)`; `open()`, which returns the body as bytes or as an async iterable of bytes; `concat(chunks, size)`,
 * which joins the latter; and `discard()`, which reads the rest of the body without keeping it and resolves at its
 * end.
 *
 * `read` says what is read: EVENTS, or ACTIONS, for which `event` is the action.
 *
 * The function resolves to `{ accepted: true, event, payload, verifier }`, or to the refusal to answer with:
 * `{ accepted: false, code, status, headers, body }`.
 *
 * For an adapter that takes no handler, `handlerHint` shows where the handler goes instead.
 */
export function receiver(source, options, handlerHint, read = EVENTS) {
  const getVerifier = toVerifier(source, read)
  const { diagnose, limit, now, ...reporting } = toSettings(options, handlerHint, read)

  function refuse({ code, message, status, ageMs }, explain) {
    report(Object.freeze(ageMs === undefined ? { code, message } : { code, message, ageMs }), reporting, explain)
    return { accepted: false, code, ...answer(status, code) }
  }

  return async ({ method, header, open, concat, discard }) => {
    const verifier = getVerifier()
    // If the connection closes while the client still sends, it may never read the answer. So read the rest.
    const refuseUnread = async (fault) => {
      await within(
        DISCARD_DEADLINE_MS,
        discard().catch(() => {}),
      )
      return refuse(fault)
    }
    const fault =
      method === 'POST'
        ? engine.admit(header('content-encoding'), header('content-length'), limit)
        : FAULTS.get('method_not_allowed')
    if (fault) return refuseUnread(fault)

    const { payload, code } = await readBody(open(), concat, limit)
    if (code === 'payload_too_large') return refuseUnread(FAULTS.get(code))
    if (code !== undefined) return refuse(FAULTS.get(code))
    const signature = header(SIGNATURE)
    const clock = now && { now: now() }
    const explain = diagnose && explainer(verifier, payload, signature, clock)
    try {
      const event = verifier[read.construct](payload, signature, clock, REFUSAL)
      const fault = event[REFUSAL]
      if (fault) {
        return refuse({ ...fault, ageMs: fault.ageMs ?? undefined, status: engine.errorStatus(fault.code) }, explain)
      }
      return { accepted: true, event, payload, verifier }
    } catch (error) {
      return refuse(toRefusal(error), explain)
    }
  }
}

/** Returns the function that explains a refusal, or returns null. */
function explainer(verifier, payload, signature, clock) {
  return () => {
    const { [SECRETS]: secret } = verifier
    // None if it was made in production, or not by this package.
    return secret === undefined ? null : explainRefusal(payload, signature, secret, clock)
  }
}

/**
 * Turns a VerificationError of any copy of this package into a refusal: an older one throws. Throws any other error
 * again.
 */
function toRefusal(error) {
  const status = error instanceof VerificationError ? engine.errorStatus(String(error.code)) : null
  if (status === null) throw error
  const { code, message } = error
  return { code, message, status, ageMs: error[AGE] }
}

/** Reads the whole body. Resolves to `{ payload }`, or to `{ code }` if it is refused. */
async function readBody(body, concat, limit) {
  if (ArrayBuffer.isView(body)) return withinLimit(body.byteLength, limit, () => body)
  const reading = { chunks: [], size: 0, stopped: false }
  const outcome = await within(BODY_DEADLINE_MS, collect(body, concat, limit, reading))
  reading.stopped = true
  return outcome ?? { payload: undefined, code: 'request_timeout' }
}

async function collect(body, concat, limit, reading) {
  try {
    for await (const chunk of body) {
      if (reading.stopped) break
      reading.size += chunk.length
      if (reading.size > limit) break
      reading.chunks.push(chunk)
    }
  } catch {
    // The client disconnected in the middle of the body, or closed its half of the connection.
    return { payload: undefined, code: 'client_disconnected' }
  }
  return withinLimit(reading.size, limit, () => concat(reading.chunks, reading.size))
}

function withinLimit(size, limit, payload) {
  if (size > limit) return { payload: undefined, code: 'payload_too_large' }
  return { payload: payload(), code: undefined }
}

/**
 * Resolves as the promise does, or to undefined if that takes longer than `milliseconds`. `options` are those of
 * `schedule`.
 */
export function within(milliseconds, promise, options) {
  return new Promise((resolve, reject) => {
    const cancel = schedule(resolve, milliseconds, options)
    promise.then(resolve, reject).finally(cancel)
  })
}

function answer(status, code) {
  const body = JSON.stringify({ error: code })
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
  if (status === 405) headers.allow = 'POST'
  // The rest of the body may still arrive on this connection, and it is not read.
  if (status === 408) headers.connection = 'close'
  return { status, headers, body }
}

/** The error if something else has read the body and the raw bytes are lost. */
export function alreadyRead(cure) {
  return new TypeError(`hookseal needs the raw body, but something has read it before, probably a body parser: ${cure}`)
}
