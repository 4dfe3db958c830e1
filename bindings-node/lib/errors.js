'use strict'

// The exceptions. Their codes and messages come from the core.

/**
 * Makes `instanceof` look for a mark on the error instead of the class. npm may install several copies of
 * hookseal; with the mark, `instanceof` also recognises the errors of the others.
 */
function recognisedAcrossCopies(type) {
  const mark = Symbol.for(`hookseal.${type.name}`)
  const ordinary = Function.prototype[Symbol.hasInstance]
  Object.defineProperties(type.prototype, {
    name: { value: type.name, configurable: true, writable: true },
    [mark]: { value: true },
  })
  Object.defineProperty(type, Symbol.hasInstance, {
    // A subclass inherits this function. For a subclass it checks the class, because every error has the mark.
    value(error) {
      return this === type
        ? typeof error === 'object' && error !== null && error[mark] === true
        : ordinary.call(this, error)
    },
  })
  return type
}

/** The key of a delivery's age in milliseconds, negative if it is ahead. The adapters of every copy read it. */
const AGE = Symbol.for('hookseal.ageMs')

/** Like an assignment, but never calls a setter on a polluted prototype. */
function define(object, name, value) {
  const descriptor = { __proto__: null, value, enumerable: true, configurable: true, writable: true }
  Object.defineProperty(object, name, descriptor)
}

const VerificationError = recognisedAcrossCopies(
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

const ConfigurationError = recognisedAcrossCopies(
  class ConfigurationError extends Error {
    code

    constructor({ code, message }) {
      super(message)
      this.code = code
    }
  },
)

module.exports = { AGE, ConfigurationError, VerificationError }
