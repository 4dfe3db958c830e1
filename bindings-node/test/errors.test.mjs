// What an error of a refusal is, besides its code: a native error without a stack trace.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { types } from 'node:util'

import { VerificationError, Verifier } from '../index.js'

const verifier = new Verifier('whsec_example')

function refusal() {
  try {
    verifier.verify('{}', `t=1, v1=${'0'.repeat(64)}`)
  } catch (error) {
    return error
  }
  throw new Error('not refused')
}

test('it is a native error, whose stack is its message alone', () => {
  const error = refusal()
  assert.ok(error instanceof Error && error instanceof VerificationError && types.isNativeError(error))
  assert.equal(error.stack, `VerificationError: ${error.message}`)
  const { message, name } = structuredClone(error)
  assert.deepEqual([message, name], [error.message, 'Error'])
})

test('errors of others keep their stack traces', () => {
  const before = Error.stackTraceLimit
  refusal()
  assert.equal(Error.stackTraceLimit, before)
  assert.match(new Error('other').stack, /\n +at /)
})

test('a program may have set or frozen how long stack traces are', () => {
  const descriptor = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')
  try {
    for (const changed of [
      { value: 0 },
      { value: Infinity },
      { value: 'many' },
      { value: undefined },
      { value: 3, writable: false },
    ]) {
      Object.defineProperty(Error, 'stackTraceLimit', changed)
      assert.equal(refusal().code, 'signature_mismatch')
      assert.equal(Error.stackTraceLimit, changed.value)
    }
  } finally {
    Object.defineProperty(Error, 'stackTraceLimit', descriptor)
  }
})
