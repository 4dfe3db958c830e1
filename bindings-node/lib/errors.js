'use strict'

// The messages and codes come from the core; here they become exceptions.

/**
 * A class whose instances are known by a mark on them, so that an error of another copy of hookseal in
 * this process (npm may install several) is an instance of this copy's class too.
 */
function knownAcrossCopies(type) {
  const mark = Symbol.for(`hookseal.${type.name}`)
  const ordinary = Function.prototype[Symbol.hasInstance]
  Object.defineProperties(type.prototype, {
    name: { value: type.name, configurable: true, writable: true },
    [mark]: { value: true },
  })
  Object.defineProperty(type, Symbol.hasInstance, {
    // A subclass inherits this, and asks for more than the mark.
    value(error) {
      return this === type ? typeof error === 'object' && error !== null && error[mark] === true : ordinary.call(this, error)
    },
  })
  return type
}

/** As an assignment does, but deaf to a polluted Object.prototype. */
function define(object, name, value) {
  const whole = { __proto__: null, value, enumerable: true, configurable: true, writable: true }
  Object.defineProperty(object, name, whole)
}

const VerificationError = knownAcrossCopies(
  class VerificationError extends Error {
    code // declared, which no setter on a prototype hears of

    constructor({ code, message, timestamp, differenceMs }) {
      super(message)
      this.code = code
      if (timestamp !== null) {
        define(this, 'timestamp', timestamp)
        define(this, 'differenceMs', differenceMs)
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

module.exports = { VerificationError, ConfigurationError }
