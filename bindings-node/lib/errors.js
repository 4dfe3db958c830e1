'use strict'

// The messages and codes come from the core; here they become exceptions.

class VerificationError extends Error {
  constructor({ code, message, timestamp, differenceMs }) {
    super(message)
    this.code = code
    if (timestamp !== undefined) {
      this.timestamp = timestamp
      this.differenceMs = differenceMs
    }
  }
}

class ConfigurationError extends Error {
  constructor({ code, message }) {
    super(message)
    this.code = code
  }
}

for (const type of [VerificationError, ConfigurationError]) {
  Object.defineProperty(type.prototype, 'name', {
    value: type.name,
    configurable: true,
    writable: true,
  })
}

module.exports = { VerificationError, ConfigurationError }
