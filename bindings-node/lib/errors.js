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

export const VerificationError = errorType(
  'VerificationError',
  class VerificationError extends Error {
    code // a field, so that a setter on a polluted prototype is not called

    constructor({ code, message, timestamp, differenceMs, ageMs }) {
      super(message)
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
