'use strict'

// The messages and codes come from the core; here they become exceptions.

/**
 * Makes `instanceof` go by a mark on the error. npm may install several copies of hookseal, and so the
 * errors of another copy are instances of this copy's class too.
 */
function knownAcrossCopies(type) {
  const mark = Symbol.for(`hookseal.${type.name}`)
  const ordinary = Function.prototype[Symbol.hasInstance]
  Object.defineProperties(type.prototype, {
    name: { value: type.name, configurable: true, writable: true },
    [mark]: { value: true },
  })
  Object.defineProperty(type, Symbol.hasInstance, {
    // A subclass inherits this function, but the mark does not make an error one of its own.
    value(error) {
      return this === type
        ? typeof error === 'object' && error !== null && error[mark] === true
        : ordinary.call(this, error)
    },
  })
  return type
}

/** The age of a delivery, for the adapters of any copy: in milliseconds, negative if it is ahead. */
const AGE = Symbol.for('hookseal.ageMs')

/** Like an assignment, but a setter on a polluted prototype is not called. */
function define(object, name, value) {
  const whole = { __proto__: null, value, enumerable: true, configurable: true, writable: true }
  Object.defineProperty(object, name, whole)
}

const VerificationError = knownAcrossCopies(
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

const ConfigurationError = knownAcrossCopies(
  class ConfigurationError extends Error {
    code

    constructor({ code, message }) {
      super(message)
      this.code = code
    }
  },
)

module.exports = { AGE, ConfigurationError, VerificationError }
