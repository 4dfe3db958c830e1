// The engine made of a WebAssembly module, with the interface of the addon (native.d.ts). It only moves bytes: every
// rule is in the module.

import { byteLengthOf, extentOf } from '../brands.js'
import { toText } from '../payload.js'
import { sizeOf, sizeOfList } from './instance.js'
import { PIECE, Verifying } from './verifying.js'

/** The index of a handle that was freed. The module has none with this number. */
const NONE = -1

// As it is now, because the addon does not notice the fake timers of a test runner either.
const { now: clock } = Date

/**
 * Frees what was left to the garbage collector. Workers of before May 2025 have no such registry: there, a verification
 * that is never finished stays in memory.
 */
const abandoned =
  typeof FinalizationRegistry === 'function'
    ? new FinalizationRegistry(({ instance, free, index }) => instance.free(free, index))
    : undefined

/** The engine of a `WebAssembly.Module`. */
export function engineOf(module) {
  let latest = new Verifying(module)
  const { constants } = latest

  /** The instance for what needs no handle: a new one if the last has failed. */
  function current() {
    if (latest.failed) latest = new Verifying(module)
    return latest
  }

  function checkStoredEvent(payload) {
    const on = current()
    on.reserve(byteLengthOf(payload))
    const fault = on.answer(on.call.check_stored_event(on.write(0, payload)))
    on.release()
    return fault ?? toText(payload)
  }

  function matches(pattern, name) {
    const on = current()
    on.reserve(sizeOf(pattern) + sizeOf(name))
    const start = on.writeText(0, pattern)
    const end = on.writeText(start, name)
    const outcome = on.call.event_matches(start, end - start)
    on.release()
    return outcome
  }

  function make(name, free, secrets, tolerance) {
    const on = current()
    on.reserve(sizeOfList(secrets))
    const hasTolerance = tolerance !== undefined && tolerance !== null
    const verifier = on.call[name](on.writeList(secrets), hasTolerance ? 1 : 0, tolerance ?? 0)
    on.release()
    return verifier >= 0 ? handleOf(on, verifier, free) : on.answer(-verifier)
  }

  return {
    backend: 'wasm',
    HEADER_NAME: constants.headerName,
    VERSION: constants.version,
    defaultTolerance: () => constants.defaultTolerance,
    defaultBodyLimit: () => constants.defaultBodyLimit,
    bodyDeadlineMs: () => constants.bodyDeadlineMs,
    requestRefusals: () => constants.requestRefusals,
    actionTolerance: () => constants.actionTolerance,
    actionDeadlineMs: () => constants.actionDeadlineMs,

    newVerifier: (secrets, tolerance) => make('new_verifier', 'free_verifier', secrets, tolerance),
    newActionVerifier: (secrets, tolerance) => make('new_action_verifier', 'free_action_verifier', secrets, tolerance),

    verify({ slot }, payload, header, now = clock()) {
      const { instance, index } = slot
      if (byteLengthOf(payload) > PIECE) return verifyInPieces(slot, payload, header, now)
      const start = instance.writeHeader(header)
      const end = instance.write(start, payload)
      const timestamp = instance.call.verify(index, start, end - start, now)
      return timestamp >= 0 ? timestamp : instance.answer(-timestamp)
    },

    checkEvent({ slot }, payload, header, now = clock()) {
      const { instance, index } = slot
      if (byteLengthOf(payload) > PIECE) {
        // A payload is only copied as a whole once it is known to be genuine.
        const outcome = verifyInPieces(slot, payload, header, now)
        return Object.hasOwn(outcome, 'code') ? outcome : checkStoredEvent(payload)
      }
      const start = instance.writeHeader(header)
      const end = instance.write(start, payload)
      return instance.answer(instance.call.check_event(index, start, end - start, now)) ?? toText(payload)
    },

    checkStoredEvent,

    begin({ slot: { instance, index } }, header) {
      const verification = instance.call.begin(index, instance.writeHeader(header))
      return verification >= 0 ? handleOf(instance, verification, 'free_verification') : instance.answer(-verification)
    },

    update({ slot: { instance, index } }, chunk) {
      return update(instance, index, chunk)
    },

    finish({ slot }, now = clock()) {
      const { instance, index } = slot
      slot.index = NONE
      return instance.answer(instance.call.finish(index, now))
    },

    sign(secret, payload, timestamp = clock()) {
      const on = current()
      on.reserve(sizeOf(secret) + sizeOf(payload))
      const start = on.write(0, secret)
      const end = on.write(start, payload)
      const signed = on.answer(on.call.sign(start, end - start, timestamp))
      on.release()
      return signed
    },

    checkAction({ slot: { instance, index } }, payload, header, now = clock()) {
      instance.reserveDelivery(payload)
      const start = instance.writeHeader(header)
      const end = instance.write(start, payload)
      const secret = instance.call.check_action(index, start, end - start, now)
      const outcome = secret >= 0 ? secret : instance.answer(-secret)
      instance.release()
      return outcome
    },

    signResponse({ slot: { instance, index } }, object, secretIndex, verdict, message, now = clock()) {
      const texts = typeof message === 'string' ? [object, verdict, message] : [object, verdict]
      instance.reserve(sizeOfList(texts))
      const body = instance.answer(instance.call.sign_response(index, instance.writeList(texts), secretIndex, now))
      instance.release()
      return body
    },

    verdictFault(verdict, message) {
      const on = current()
      const texts = typeof message === 'string' ? [verdict, message] : [verdict]
      on.reserve(sizeOfList(texts))
      const fault = on.answer(on.call.verdict_fault(on.writeList(texts)))
      on.release()
      return fault
    },

    patternFault: (pattern) => (matches(pattern, '') < 0 ? constants.patternFault : null),
    eventMatches: (pattern, name) => matches(pattern, name) > 0,

    findHeader(fields) {
      const on = current()
      on.reserve(sizeOfList(fields))
      const value = on.answer(on.call.find_header(on.writeList(fields)))
      on.release()
      return value
    },

    admit(contentEncoding, contentLength, limit) {
      const on = current()
      const [encoding, length] = [contentEncoding ?? '', contentLength ?? '']
      on.reserve(sizeOf(encoding) + sizeOf(length))
      const start = on.writeText(0, encoding)
      const end = on.writeText(start, length)
      const refusal = on.answer(on.call.admit(start, end - start, limit))
      on.release()
      return refusal
    },

    errorStatus(code) {
      const on = current()
      on.reserve(sizeOf(code))
      const status = on.call.error_status(on.writeText(0, code))
      on.release()
      return status > 0 ? status : null
    },
  }
}

/** What JavaScript holds of a verifier or a verification. The garbage collector frees the slot with it. */
function handleOf(instance, index, free) {
  const slot = { instance, index, free }
  const handle = { slot }
  abandoned?.register(handle, slot)
  return handle
}

function verifyInPieces({ instance, index }, payload, header, now) {
  const verification = instance.call.begin(index, instance.writeHeader(header))
  if (!(verification >= 0)) return instance.answer(-verification)
  update(instance, verification, payload)
  return instance.answer(instance.call.finish(verification, now))
}

/** Adds bytes to a verification, in pieces. Returns false if it is finished. */
function update(instance, verification, bytes) {
  const [memory, offset, size] = extentOf(bytes)
  let done = 0
  do {
    const piece = new Uint8Array(memory, offset + done, Math.min(PIECE, size - done))
    if (instance.call.update(verification, instance.write(0, piece)) !== 1) return false
    done += PIECE
  } while (done < size)
  return true
}
