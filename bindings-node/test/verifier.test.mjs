// What a Node user sees beyond the shared vectors: types, times, errors.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Worker } from 'node:worker_threads'
import * as hookseal from 'hookseal'

const { ConfigurationError, VerificationError, Verifier, sign } = hookseal
const now = 1_735_000_000_000
const secret = 'whsec_hidden'
const payload = Buffer.from('{"id": "event_01", "event": "dsync.user.updated", "data": {"n": 1.0}}')
const header = sign(secret, payload, { timestamp: now })
const verifier = new Verifier(secret)
const code = (code, type = VerificationError) => (error) =>
  error instanceof type && error.code === code && error.message.length > 20

test('every kind of payload is read as its bytes', () => {
  const even = Buffer.from('{"even":1}')
  const signed = sign(secret, even, { timestamp: now })
  const memory = new ArrayBuffer(even.length + 4)
  new Uint8Array(memory, 2).set(even)
  const shared = new SharedArrayBuffer(even.length)
  new Uint8Array(shared).set(even)
  for (const kind of [
    even,
    even.toString(),
    new Uint8Array(memory, 2, even.length),
    new Uint16Array(memory, 2, even.length / 2),
    new DataView(memory, 2, even.length),
    memory.slice(2, 2 + even.length),
    new Uint8Array(shared),
    shared,
  ]) {
    assert.deepEqual(verifier.verify(kind, signed, { now }), { timestamp: now, secretIndex: 0 })
  }
})

test('a parsed payload is told how to get the raw body', () => {
  for (const parsed of [{ id: 'event_01' }, ['x'], 7, null, undefined, true]) {
    const told = { name: 'TypeError', message: /raw request body.*express\.raw.*Fastify.*request\.text/ }
    assert.throws(() => verifier.verify(parsed, header), told)
    assert.throws(() => verifier.constructEvent(parsed, header), told)
    assert.throws(() => verifier.begin(header).update(parsed), told)
    assert.throws(() => sign(secret, parsed), told)
  }
})

test('a header is a string, a list of them, or absent', () => {
  const [t, v1] = header.split(', ')
  verifier.verify(payload, [t, v1], { now })
  for (const absent of [null, undefined, '', []]) {
    assert.throws(() => verifier.verify(payload, absent), code('missing_header'))
  }
  for (const wrong of [7, { t: 1 }, [7], Buffer.from(header)]) {
    assert.throws(() => verifier.verify(payload, wrong), { name: 'TypeError', message: /workos-signature/ })
  }
  for (const odd of ['é', '\ud800', '\0', '\u{1f600}']) {
    assert.throws(() => verifier.verify(payload, header + odd), code('malformed_header'))
  }
})

test('a string that has no UTF-8 is never what was signed', () => {
  for (const lone of ['\ud800', '{"a":"\udc00"}', '']) {
    const replaced = sign(secret, Buffer.from(lone, 'utf8'), { timestamp: now })
    if (lone === '') verifier.verify(lone, replaced, { now })
    else assert.throws(() => verifier.verify(lone, replaced, { now }), code('signature_mismatch'))
  }
})

test('binary payloads pass as they are', () => {
  for (const bytes of ['', 'efbbbf7b7d', '00', 'fffe80', 'efbfbd']) {
    const body = Buffer.from(bytes, 'hex')
    verifier.verify(body, sign(secret, body, { timestamp: now }), { now })
  }
  const replaced = sign(secret, Buffer.from('\ufffd'), { timestamp: now })
  assert.throws(() => verifier.verify(Buffer.from([0xff]), replaced, { now }), code('signature_mismatch'))
})

test('now is milliseconds or a Date, and by default the clock', () => {
  verifier.verify(payload, header, { now: new Date(now + 180_000) })
  assert.throws(() => verifier.verify(payload, header, { now: now + 180_001 }), {
    name: 'VerificationError',
    code: 'timestamp_too_old',
    timestamp: now,
    differenceMs: 180_001,
  })
  assert.throws(() => verifier.verify(payload, header, { now: now - 180_001 }), {
    code: 'timestamp_in_future',
    timestamp: now,
  })
  assert.throws(() => verifier.verify(payload, header), code('timestamp_too_old'))
  verifier.verify(payload, sign(secret, payload))
  for (const wrong of [NaN, 1.5, Infinity, new Date(NaN)]) {
    assert.throws(() => verifier.verify(payload, header, { now: wrong }), RangeError)
  }
  for (const wrong of ['now', null, 1n]) {
    assert.throws(() => verifier.verify(payload, header, { now: wrong }), TypeError)
  }
})

test('a timestamp in seconds says so', () => {
  const seconds = sign(secret, '{}', { timestamp: now / 1000 })
  assert.throws(() => verifier.verify('{}', seconds, { now }), { message: /looks like seconds/ })
})

test('tolerance is seconds, or null', () => {
  new Verifier(secret, { tolerance: 0.5 }).verify(payload, header, { now: now + 500 })
  new Verifier(secret, { tolerance: null }).verify(payload, header)
  new Verifier(secret, {}).verify(payload, header, { now })
  for (const tolerance of [-1, 86_400.5, 180_000, NaN, Infinity]) {
    assert.throws(() => new Verifier(secret, { tolerance }), code('invalid_tolerance', ConfigurationError))
  }
  for (const tolerance of ['180', true, 180n]) {
    assert.throws(() => new Verifier(secret, { tolerance }), TypeError)
  }
})

test('secrets rotate, and a bad one is named without being shown', () => {
  const rotating = new Verifier(['whsec_new', Buffer.from(secret)])
  assert.equal(rotating.verify(payload, header, { now }).secretIndex, 1)
  const told = (message) => (error) =>
    code('invalid_secret', ConfigurationError)(error) && message.test(error.message) && !/hidden/.test(error.message)
  assert.throws(() => new Verifier(''), told(/the secret is empty/))
  assert.throws(() => new Verifier([]), told(/no secret/))
  assert.throws(() => new Verifier(Array(17).fill(secret)), told(/more than 16/))
  assert.throws(() => new Verifier(['ok', `${secret}\n`]), told(/secrets\[1\] ends with white space/))
  assert.throws(() => sign(` ${secret}`, ''), told(/begins with white space/))
  for (const wrong of [undefined, null, 7, [secret, undefined], {}]) {
    assert.throws(() => new Verifier(wrong), { name: 'TypeError', message: /secret must be/ })
  }
  assert.throws(() => sign(secret, '', { timestamp: -1 }), RangeError)
})

test('any chunking equals one shot, once', () => {
  for (let cut = 0; cut <= payload.length; cut++) {
    const verification = verifier.begin(header)
    verification.update(payload.subarray(0, cut)).update(payload.subarray(cut))
    assert.deepEqual(verification.finish({ now }), { timestamp: now, secretIndex: 0 })
    assert.throws(() => verification.update('x'), /begin a new one/)
    assert.throws(() => verification.finish(), /begin a new one/)
  }
  assert.throws(() => verifier.begin('t=1'), code('no_signature'))
  assert.throws(() => new hookseal.Verification(), { name: 'TypeError', message: /made by verifier\.begin/ })
})

test('an event is the JSON as sent, or refused', () => {
  const sent = { id: 'event_01', event: 'later.event', data: { n: 'Zoë' }, context: {}, created_at: 'then' }
  const body = JSON.stringify(sent)
  for (const kind of [body, Buffer.from(body)]) {
    assert.deepEqual(verifier.constructEvent(kind, sign(secret, body)), sent)
  }
  for (const wrong of ['', '[]', '{"id":1,"event":"e"}', '\ufeff{"id":"a","event":"e"}', '{"id":"a","id":1,"event":"e"}']) {
    assert.throws(() => verifier.constructEvent(wrong, sign(secret, wrong)), code('invalid_payload'))
  }
  assert.throws(() => verifier.constructEvent('not json', header, { now }), code('signature_mismatch'))
})

test('nothing shows a secret, a digest or the payload', () => {
  const verification = verifier.begin(header)
  let refused
  try {
    verifier.verify('hidden payload', header, { now })
  } catch (error) {
    refused = error
  }
  for (const shown of [verifier, verification, refused]) {
    const text = inspect(shown, { depth: 9, showHidden: true }) + JSON.stringify(shown)
    assert.doesNotMatch(text, /whsec|hidden payload/)
    assert.ok(!text.includes(header.slice(-64)))
  }
})

test('import and require give the same classes', () => {
  const require = createRequire(import.meta.url)
  const required = require('hookseal')
  assert.deepEqual(Object.keys(hookseal).sort(), Object.keys(required).sort())
  assert.equal(required.VerificationError, VerificationError)
  assert.equal(required.version, require('hookseal/package.json').version)
})

test('worker threads load it too', async () => {
  const source = `
    const { Verifier, sign } = require('hookseal')
    const { parentPort } = require('node:worker_threads')
    parentPort.postMessage(new Verifier('s').verify('{}', sign('s', '{}')).secretIndex)`
  const workers = Array.from({ length: 3 }, () => new Worker(source, { eval: true }))
  const answers = await Promise.all(
    workers.map((worker) => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))),
  )
  assert.deepEqual(answers, [0, 0, 0])
})
