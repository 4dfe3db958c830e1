// Behaviour that Node users see and the shared vectors do not cover: types, times, errors.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Worker } from 'node:worker_threads'
import * as hookseal from 'hookseal'
import { webhook } from 'hookseal/web'

const { ConfigurationError, VerificationError, Verifier, isKnownEvent, readEvent, sign } = hookseal
const now = 1_735_000_000_000
const secret = 'whsec_hidden'
const payload = Buffer.from('{"id": "event_01", "event": "dsync.user.updated", "data": {"n": 1.0}}')
const header = sign(secret, payload, { timestamp: now })
const verifier = new Verifier(secret)
const code =
  (code, type = VerificationError) =>
  (error) =>
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

test('the error for a parsed payload says how to get the raw body', () => {
  for (const parsed of [{ id: 'event_01' }, ['x'], 7, null, undefined, true]) {
    // Not request.text(), which drops a byte-order mark and replaces what is not UTF-8.
    const error = {
      name: 'TypeError',
      message: /raw request body.*express\.raw.*Fastify.*NestJS.*await request\.arrayBuffer\(\) in Next.*adapter/,
    }
    assert.throws(() => verifier.verify(parsed, header), error)
    assert.throws(() => verifier.constructEvent(parsed, header), error)
    assert.throws(() => verifier.begin(header).update(parsed), error)
    assert.throws(() => sign(secret, parsed), error)
  }
})

test('the error for an object that contains the payload says how to get it', () => {
  const request = () => new Request('http://localhost/', { method: 'POST', body: payload })
  for (const [wrong, cure] of [
    [Promise.resolve(payload), /: await it first$/],
    [request(), /pass its bytes: await request\.arrayBuffer\(\)$/],
    [request().body, /await buffer\(request\).*begin\(header\)\.update\(chunk\)$/],
    [Readable.from([payload]), /await buffer\(request\).*begin\(header\)\.update\(chunk\)$/],
    [
      { body: 'e30=', isBase64Encoded: true },
      /Buffer\.from\(event\.body, event\.isBase64Encoded \? 'base64' : 'utf8'\)$/,
    ],
    [
      { payload, sigHeader: header, secret },
      /take \(payload, header\), and the secret goes to new Verifier\(secret\)$/,
    ],
    [JSON.parse(JSON.stringify(payload)), /went through JSON: pass Buffer\.from\(value\.data\)$/],
  ]) {
    assert.throws(() => verifier.constructEvent(wrong), { name: 'TypeError', message: cure })
  }
  // The error shows only the class of the object.
  const shown = (error) => error instanceof TypeError && !error.message.includes('hidden')
  assert.throws(() => verifier.verify({ constructor: { name: 'hidden' } }, header), shown)
})

test('a header is a string, a list of them, or absent', () => {
  const [t, v1] = header.split(', ')
  verifier.verify(payload, [t, v1], { now })
  for (const absent of [null, undefined, '', []]) {
    assert.throws(() => verifier.verify(payload, absent), code('missing_header'))
  }
  for (const wrong of [7, [7], Buffer.from(header)]) {
    assert.throws(() => verifier.verify(payload, wrong), { name: 'TypeError', message: /workos-signature/ })
  }
  for (const odd of ['é', '\ud800', '\0', '\u{1f600}']) {
    assert.throws(() => verifier.verify(payload, header + odd), code('malformed_header'))
  }
})

test('all headers of the request may be passed, in any of its forms', () => {
  const [t, v1] = header.split(', ')
  for (const name of ['workos-signature', 'WorkOS-Signature', 'WORKOS-SIGNATURE']) {
    for (const headers of [
      { host: 'a', [name]: header },
      { host: 'a', [name]: [t, v1] },
      { host: 'a', [name]: t, 'workos-Signature': v1 },
      { __proto__: null, [name]: header },
      new Headers({ host: 'a', [name]: header }),
      new Map([
        ['host', 'a'],
        [name, header],
      ]),
      [
        ['host', 'a'],
        [name, t],
        [name, v1],
      ],
    ]) {
      verifier.verify(payload, headers, { now })
      verifier.constructEvent(payload, headers, { now })
      verifier.begin(headers).update(payload).finish({ now })
    }
  }
  const inherited = Object.create({ 'workos-signature': header })
  for (const without of [
    {},
    { t: 1 },
    { 'workos-signature': undefined },
    { 'wor\u212aos-signature': header },
    inherited,
    new Headers(),
  ]) {
    assert.throws(() => verifier.verify(payload, without), code('missing_header'))
  }
  for (const [wrong, cure] of [
    [{ 'workos-signature': 7 }, /value of workos-signature must be a string/],
    [new Request('http://localhost/'), /pass its headers: request\.headers$/],
    [{ headers: { 'WorkOS-Signature': header } }, /pass its headers: request\.headers$/],
    [Promise.resolve(new Headers()), /: await it first$/],
    [[['workos-signature', t, v1]], /request\.headers\['workos-signature'\]$/],
    [new Set([header]), /request\.headers\['workos-signature'\]$/],
  ]) {
    assert.throws(() => verifier.verify(payload, wrong), { name: 'TypeError', message: cure })
  }
})

test('the error for an unknown option names it and the right one', () => {
  for (const [call, message] of [
    [
      () => new Verifier(secret, { tolerence: 10 }),
      'new Verifier has no option `tolerence`; did you mean `tolerance`?',
    ],
    [
      () => new Verifier(secret, { now }),
      '`now` belongs to verify, constructEvent, constructAction, signResponse, finish and diagnose; new Verifier takes `tolerance`',
    ],
    [
      () => sign(secret, payload, { now }),
      '`now` belongs to verify, constructEvent, constructAction, signResponse, finish and diagnose; sign takes `timestamp`',
    ],
    [() => verifier.verify(payload, header, { timestamp: now }), '`timestamp` belongs to sign; verify takes `now`'],
    [
      () => verifier.constructEvent(payload, header, { tolerance: 10 }),
      '`tolerance` belongs to new Verifier and new ActionVerifier; constructEvent takes `now`',
    ],
    [() => verifier.begin(header).finish({ at: now }), 'finish has no option `at`; it takes `now`'],
    [() => verifier.verify(payload, header, now), 'options must be an object, not a number'],
    [
      () => verifier.constructEvent(payload, header, secret),
      'options must be an object, not a string; a secret goes to new Verifier(secret), once',
    ],
  ]) {
    assert.throws(call, { name: 'TypeError', message })
  }
})

test('a polluted Object.prototype changes no verdict', () => {
  const stale = sign(secret, payload, { timestamp: 1 })
  const rotating = new Verifier(['whsec_new', secret])
  const names = [
    'tolerance',
    'now',
    'timestamp',
    'code',
    'message',
    'secretIndex',
    'differenceMs',
    'header',
    'headers',
    'workos-signature',
    'type',
    'value',
  ]
  for (const value of [null, 1, stale, new Date(1)]) {
    for (const name of names) Object.prototype[name] = value
    try {
      for (const options of [undefined, {}]) {
        assert.throws(() => new Verifier(secret, options).verify(payload, stale), code('timestamp_too_old'))
        assert.throws(() => verifier.constructEvent(payload, stale, options), code('timestamp_too_old'))
        assert.throws(() => verifier.verify('forged', header, options), code('signature_mismatch'))
        assert.throws(() => verifier.constructEvent(payload, {}, options), code('missing_header'))
        verifier.verify(payload, sign(secret, payload, options), options)
      }
      assert.equal(rotating.verify(payload, header, { now }).secretIndex, 1)
      assert.equal(verifier.constructEvent(payload, { 'WorkOS-Signature': header }, { now }).id, 'event_01')
      assert.equal(verifier.begin(header).update(payload).finish({ now }).timestamp, now)
      assert.throws(() => new Verifier(''), code('invalid_secret', ConfigurationError))
      assert.throws(() => sign(secret, '', { timestamp: -1 }), RangeError)
    } finally {
      for (const name of names) delete Object.prototype[name]
    }
  }
  // A setter that stores nothing.
  Object.defineProperty(Object.prototype, 'code', { configurable: true, get() {}, set() {} })
  try {
    assert.throws(() => verifier.verify('forged', header, { now }), code('signature_mismatch'))
    assert.throws(() => new Verifier(''), code('invalid_secret', ConfigurationError))
  } finally {
    delete Object.prototype.code
  }
})

test('a view with overridden getters is read as the bytes that were verified', () => {
  const forged = Buffer.from(payload.toString().replace('event_01', 'event_9999'))
  const overrides = {}
  for (const name of ['buffer', 'byteOffset', 'byteLength', 'length']) overrides[name] = { get: () => forged[name] }
  class Overridden extends Uint8Array {}
  Object.defineProperties(Overridden.prototype, overrides)
  const memory = Uint8Array.from(payload).buffer
  Object.defineProperty(memory, 'byteLength', { value: 1 })
  const shared = new Uint8Array(new SharedArrayBuffer(payload.length))
  shared.set(payload)
  for (const view of [
    new Overridden(payload),
    Object.defineProperties(Uint8Array.from(payload), overrides),
    Object.defineProperties(Buffer.from(payload), overrides),
    Object.defineProperties(new DataView(Uint8Array.from(payload).buffer), overrides),
    Object.defineProperties(shared, overrides),
    memory,
    new Uint8Array(memory),
  ]) {
    assert.equal(verifier.constructEvent(view, header, { now }).id, 'event_01')
    assert.equal(readEvent(view).id, 'event_01')
  }
})

test('a payload in memory that was shortened or transferred is read as it is, or is a TypeError', () => {
  const memory = new ArrayBuffer(payload.length, { maxByteLength: 1024 })
  const [tracking, fixed, view] = [
    new Uint8Array(memory),
    new Uint8Array(memory, 0, payload.length),
    new DataView(memory, 0, payload.length),
  ]
  tracking.set(payload)
  for (const kind of [memory, tracking, fixed, view]) verifier.verify(kind, header, { now })
  memory.resize(payload.length - 1)
  for (const kind of [memory, tracking])
    assert.throws(() => verifier.verify(kind, header, { now }), code('signature_mismatch'))
  const unreadable = { name: 'TypeError', message: /payload can no longer be read.*postMessage/ }
  for (const kind of [fixed, view]) assert.throws(() => verifier.verify(kind, header, { now }), unreadable)
  structuredClone(memory, { transfer: [memory] })
  for (const kind of [memory, tracking, fixed, view])
    assert.throws(() => verifier.constructEvent(kind, header, { now }), unreadable)
})

test('an event from memory that another thread writes to is always the one that was signed', async (context) => {
  // Long enough that the other thread changes the digit between the verification and the reading.
  const body = Buffer.from(JSON.stringify({ id: 'event_01', event: 'later.event', data: 'x'.repeat(100_000) }))
  const signed = sign(secret, body, { timestamp: now })
  const shared = new Uint8Array(new SharedArrayBuffer(body.length, { maxByteLength: 2 * body.length }))
  shared.set(body)
  const source = `
    const { workerData: [shared, place], parentPort } = require('node:worker_threads')
    parentPort.postMessage('writing')
    for (;;) for (let digit = 0x30; digit < 0x32; digit++) Atomics.store(shared, place, digit)`
  const writer = new Worker(source, { eval: true, workerData: [shared, body.indexOf('1')] })
  context.after(() => writer.terminate())
  await new Promise((resolve) => writer.once('message', resolve))
  let accepted = 0
  for (let tries = 0; accepted < 50 && tries < 5_000; tries++) {
    try {
      assert.equal(verifier.constructEvent(shared, signed, { now }).id, 'event_01')
      accepted++
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error
    }
  }
  assert.ok(accepted > 0)
})

test('a string that has no UTF-8 never matches a signature', () => {
  for (const lone of ['\ud800', '{"a":"\udc00"}', '']) {
    const replaced = sign(secret, Buffer.from(lone, 'utf8'), { timestamp: now })
    if (lone === '') verifier.verify(lone, replaced, { now })
    else assert.throws(() => verifier.verify(lone, replaced, { now }), code('signature_mismatch'))
  }
})

test('binary payloads are verified byte for byte', () => {
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

test('the error for a timestamp in seconds says so', () => {
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

test('secrets rotate, and the error for a bad one does not show it', () => {
  const rotating = new Verifier(['whsec_new', Buffer.from(secret)])
  assert.equal(rotating.verify(payload, header, { now }).secretIndex, 1)
  const invalid = (message) => (error) =>
    code('invalid_secret', ConfigurationError)(error) && message.test(error.message) && !/hidden/.test(error.message)
  assert.throws(() => new Verifier(''), invalid(/the secret is empty/))
  assert.throws(() => new Verifier([]), invalid(/no secret/))
  assert.throws(() => new Verifier(Array(17).fill(secret)), invalid(/more than 16/))
  assert.throws(() => new Verifier(['ok', `${secret}\n`]), invalid(/secrets\[1\] ends with white space/))
  assert.throws(() => sign(` ${secret}`, ''), invalid(/begins with white space/))
  for (const [odd, message] of [
    [`"${secret}"`, /in quotes/],
    [`'${secret}'`, /in quotes/],
    ['undefined', /environment variable/],
    ['${WORKOS_WEBHOOK_SECRET}', /never expanded/],
    ['whsec_\nhidden', /line break/],
  ]) {
    assert.throws(() => new Verifier(odd), invalid(message))
    assert.throws(() => new Verifier(['ok', Buffer.from(odd)]), invalid(message))
  }
  for (const wrong of [undefined, null, 7, [secret, undefined], {}]) {
    assert.throws(() => new Verifier(wrong), { name: 'TypeError', message: /secret must be/ })
  }
  assert.throws(() => sign(secret, '', { timestamp: -1 }), RangeError)
})

test('a payload in chunks is verified like a whole one, and only once', () => {
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
  for (const wrong of [
    '',
    '[]',
    '{"id":1,"event":"e"}',
    '\ufeff{"id":"a","event":"e"}',
    '{"id":"a","id":1,"event":"e"}',
  ]) {
    assert.throws(() => verifier.constructEvent(wrong, sign(secret, wrong)), code('invalid_payload'))
  }
  assert.throws(() => verifier.constructEvent('not json', header, { now }), code('signature_mismatch'))
})

test('readEvent reads a stored payload by the same rules', () => {
  const stored = '{"id":"event_01","event":"later.event","data":{"n":"Zoë"}}'
  for (const kind of [stored, Buffer.from(stored), new TextEncoder().encode(stored).buffer]) {
    assert.deepEqual(readEvent(kind), JSON.parse(stored))
  }
  for (const wrong of ['', '[]', '{"id":1,"event":"e"}', '{"id":"\ud800","event":"e"}', Buffer.from([0xff])]) {
    assert.throws(() => readEvent(wrong), code('invalid_payload'))
  }
  assert.throws(() => readEvent(JSON.parse(stored)), { name: 'TypeError', message: /payload must be/ })
})

test('the types refuse no event: another shape, a new value and a new name pass', () => {
  for (const [event, data, known] of [
    ['dsync.user.created', { state: 'asleep', emails: 5, later: [{}] }, true],
    ['dsync.user.created', null, true],
    ['dsync.user.teleported', {}, false],
    ['constructor', {}, false],
    ['(any other name)', {}, false],
  ]) {
    const body = JSON.stringify({ id: 'event_01', event, data })
    const read = verifier.constructEvent(body, sign(secret, body))
    assert.deepEqual(read.data, data)
    assert.equal(isKnownEvent(read), known, event)
  }
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

test('what import and require return has the same classes', async () => {
  const require = createRequire(import.meta.url)
  const required = require('hookseal')
  assert.deepEqual(Object.keys(hookseal).sort(), Object.keys(required).sort())
  assert.equal(required.version, require('hookseal/package.json').version)
  assert.equal(required.backend, hookseal.backend)

  for (const [one, other] of [
    [hookseal, required],
    [required, hookseal],
  ]) {
    const verifier = new one.Verifier(secret)
    assert.ok(verifier instanceof other.Verifier)
    assert.ok(!({} instanceof other.Verifier))
    const is = (type) => (error) => error instanceof other[type] && !(error instanceof other.Verifier)
    assert.throws(() => verifier.verify('forged', header, { now }), is('VerificationError'))
    assert.throws(() => new one.Verifier(''), is('ConfigurationError'))
  }
  class Narrower extends Verifier {}
  assert.ok(new Narrower(secret) instanceof required.Verifier)
  assert.ok(!(verifier instanceof Narrower))
})

test('two copies in one process recognise the errors of each other', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'hookseal-'))
  // Windows deletes no addon that is loaded.
  if (process.platform !== 'win32') context.after(() => rmSync(folder, { recursive: true }))
  for (const part of ['package.json', 'dist', 'hookseal.node']) {
    cpSync(join(import.meta.dirname, '..', part), join(folder, part), { recursive: true })
  }
  const copy = createRequire(join(folder, 'package.json'))('hookseal')
  assert.notEqual(copy.VerificationError, VerificationError)

  const other = new copy.Verifier(secret)
  assert.throws(() => other.verify('forged', header, { now }), code('signature_mismatch'))
  assert.throws(
    () => verifier.verify('forged', header, { now }),
    (error) => error instanceof copy.VerificationError,
  )
  assert.throws(() => new copy.Verifier(''), code('invalid_secret', ConfigurationError))
  const forged = new Request('http://localhost/', {
    method: 'POST',
    body: 'forged',
    headers: { 'workos-signature': header },
  })
  assert.equal((await webhook(other, () => {})(forged)).status, 400)

  class Narrower extends VerificationError {}
  assert.throws(
    () => other.verify('', header),
    (error) => !(error instanceof Narrower) && !(error instanceof ConfigurationError),
  )
  for (const none of [undefined, null, 7, {}, new Error(), { code: 'signature_mismatch' }]) {
    assert.ok(!(none instanceof VerificationError))
  }
})

test('worker threads can load it', async () => {
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

test('the flat list of names and values that node:http keeps is read as headers', () => {
  const header = sign('whsec_test', '{}')
  const verifier = new Verifier('whsec_test')
  const raw = ['Host', 'localhost', 'workos-SIGNATURE', header]
  assert.equal(verifier.verify('{}', raw).secretIndex, 0)
  assert.throws(() => verifier.verify('{}', [...raw, 'WorkOS-Signature', 't=1']), { code: 'malformed_header' })
})
