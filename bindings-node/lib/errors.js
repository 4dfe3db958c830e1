// The exceptions. Their codes and messages come from the core.

import { recognisedAcrossCopies } from './copies.js'

/** The key of a delivery's age in milliseconds, negative if it is ahead. The adapters of every copy read it. */
export const AGE = Symbol.for('hookseal.ageMs')

/** Like an assignment, but never calls a setter on a polluted prototype. */
function define(object, name, value) {
  const descriptor = { __proto__: null, value, enumerable: true, configurable: true, writable: true }
  Object.defineProperty(object, name, descriptor)
}

function errorType(name, type) {
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true })
  return recognisedAcrossCopies(name, type)
}

/** Sets how many frames of the stack an error gets, and returns how many it were. A program may have frozen that. */
function setStackTraceLimit(limit) {
  const before = Error.stackTraceLimit
  if (typeof before === 'number' && before !== limit) {
    try {
      Error.stackTraceLimit = limit
    } catch {
      // Then the error has a stack trace.
    }
  }
  return before
}

export const VerificationError = errorType(
  'VerificationError',
  class VerificationError extends Error {
    code // a field, so that a setter on a polluted prototype is not called

    /**
     * Has no stack trace: V8 takes several times as long for one as for the whole verification, anyone can cause
     * refusals, and what was refused is a delivery, not a line of the program.
     */
    constructor({ code, message, timestamp, differenceMs, ageMs }) {
      const limit = setStackTraceLimit(0)
      try {
        super(message)
      } finally {
        setStackTraceLimit(limit)
      }
      this.code = code
      if (timestamp !== null) {
        define(this, 'timestamp', timestamp)
        define(this, 'differenceMs', differenceMs)
        Object.defineProperty(this, AGE, { __proto__: null, value: ageMs })
      }
    }
  },
)

export const ConfigurationError = errorType(
  'ConfigurationError',
  class ConfigurationError extends Error {
    code

    constructor({ code, message }) {
      super(message)
      this.code = code
    }
  },
)

/** The key of the fault in what an adapter gets instead of an event. JSON has no such key. */
export const REFUSAL = Symbol.for('hookseal.refusal')

/** Throws a fault, or returns it to an adapter, which has passed REFUSAL: it needs no error. */
export function refuse(fault, how) {
  if (how === REFUSAL) return { [REFUSAL]: fault }
  throw new VerificationError(fault)
}
