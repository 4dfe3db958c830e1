'use strict'
// Checks that hookseal accepts and refuses, for the tests that load it in different ways.

const assert = require('node:assert/strict')

module.exports = ({ VerificationError, Verifier, sign }) => {
  const verifier = new Verifier('whsec_example')
  const header = sign('whsec_example', '{}')
  assert.equal(verifier.verify('{}', header).secretIndex, 0)
  assert.throws(
    () => verifier.verify('{ }', header),
    (error) => error instanceof VerificationError && error.code === 'signature_mismatch',
  )
}
