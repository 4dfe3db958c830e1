'use strict'
// Tests behaviour that depends on the engine: built-in getters, shared and detached memory, Headers.

const assert = require('node:assert/strict')
const { Verifier, readEvent, sign } = require('hookseal')

const payload = Buffer.from('{"id":"event_01","event":"later.event"}')
const verifier = new Verifier('whsec_example')
const header = sign('whsec_example', payload)
const event = (bytes, headers = header) => verifier.constructEvent(bytes, headers).id

const forged = Buffer.from('{"id":"event_9999","event":"later.event"}')
const overrides = {}
for (const name of ['buffer', 'byteOffset', 'byteLength', 'length']) overrides[name] = { get: () => forged[name] }
const shared = new Uint8Array(new SharedArrayBuffer(payload.length))
shared.set(payload)
for (const bytes of [
  Object.defineProperties(Uint8Array.from(payload), overrides),
  Object.defineProperties(Buffer.from(payload), overrides),
  Object.defineProperties(new DataView(Uint8Array.from(payload).buffer), overrides),
  shared,
]) {
  assert.equal(event(bytes), 'event_01')
  assert.equal(readEvent(bytes).id, 'event_01')
}

const memory = Uint8Array.from(payload).buffer
const view = new Uint8Array(memory)
structuredClone(memory, { transfer: [memory] })
for (const detached of [memory, view]) assert.throws(() => event(detached), TypeError)

for (const headers of [
  { 'WorkOS-Signature': header },
  new Headers({ 'WorkOS-Signature': header }),
  new Map([['workos-signature', header]]),
]) {
  assert.equal(event(payload, headers), 'event_01')
}
assert.throws(() => event(payload, new Headers()), { code: 'missing_header' })
assert.throws(() => event(payload, new Request('http://localhost/')), TypeError)

Object.prototype.tolerance = null
Object.prototype.code = 'polluted'
try {
  assert.equal(event(payload), 'event_01')
  const stale = sign('whsec_example', payload, { timestamp: 1 })
  assert.throws(() => new Verifier('whsec_example').verify(payload, stale), { code: 'timestamp_too_old' })
} finally {
  delete Object.prototype.tolerance
  delete Object.prototype.code
}
console.log('accepted')
