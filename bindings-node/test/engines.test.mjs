// The addon and WebAssembly give the same answers, to whatever lib/ may pass.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { types } from 'node:util'
import { embeddedDiagnoser } from '../lib/diagnosis/embedded.js'
import { loadAddon } from '../lib/engine/addon.js'
import bytes from '../lib/engine/bytes.js'
import { embedded } from '../lib/engine/embedded.js'

const options = bytes === null ? { skip: 'WebAssembly was not built, because Rust lacks its target' } : {}

const SECRET = Buffer.from('whsec_engines')
const NOW = 1_700_000_000_000
const EVENT = Buffer.from('{"id":"event_01","event":"dsync.user.updated","data":{}}')
const { backend: _, ...native } = loadAddon()
const { backend, ...wasm } = bytes === null ? {} : { ...embedded(), diagnose: embeddedDiagnoser() }

/** The same answers, with the same members in the same order. */
function assertSame(ask, question) {
  const [expected, answer] = [native, wasm].map((engine) => {
    const answer = ask(engine)
    return types.isExternal(answer) || Object.hasOwn(Object(answer), 'slot') ? 'a handle' : answer
  })
  assert.deepStrictEqual(answer, expected, question)
  assert.equal(JSON.stringify(answer), JSON.stringify(expected), question)
}

let seed = 7
const random = (limit) => (seed = (seed * 48271) % 2147483647) % limit
const pick = (list) => list[random(list.length)]

const SIGNED = native.sign(SECRET, EVENT, NOW)
const PARTS = [
  SIGNED,
  't=1',
  `t=${NOW}`,
  'v1=',
  'v1=00',
  ',',
  ' ',
  '\t',
  'v2=x',
  '=',
  'é',
  '\u{1f600}',
  '\ud800',
  '\udfff',
  '\0',
  'a'.repeat(1365),
  'é'.repeat(1365),
]

function randomText() {
  return Array.from({ length: random(6) }, () => pick(PARTS)).join('')
}

test('both have the same functions and constants', options, () => {
  assert.equal(backend, 'wasm')
  assert.deepEqual(Object.keys(wasm).sort(), Object.keys(native).sort())
  for (const name of ['HEADER_NAME', 'VERSION']) assert.equal(wasm[name], native[name])
  for (const name of [
    'defaultTolerance',
    'defaultBodyLimit',
    'bodyDeadlineMs',
    'requestRefusals',
    'actionTolerance',
    'actionDeadlineMs',
  ])
    assertSame((engine) => engine[name](), name)
})

test('headers, whatever is in them', options, () => {
  const verifiers = new Map([native, wasm].map((engine) => [engine, engine.newVerifier([SECRET], 180)]))
  const headers = [undefined, null, '', ...[4095, 4096, 4097, 70_000].map((length) => SIGNED.padEnd(length, ' '))]
  for (const filler of ['é', '\ud83d', '\u{1f600}']) {
    for (let length = 1360; length < 1370; length++) headers.push(filler.repeat(length), filler.repeat(3 * length))
  }
  for (let round = 0; round < 1000; round++) headers.push(randomText())
  for (const header of headers) {
    for (const name of ['verify', 'checkEvent'])
      assertSame((engine) => engine[name](verifiers.get(engine), EVENT, header, NOW), header)
    assertSame((engine) => engine.begin(verifiers.get(engine), header), header)
  }
  for (let round = 0; round < 1000; round++) {
    const fields = Array.from({ length: random(6) }, () =>
      pick(['workos-signature', 'WORKOS-SIGNATURE', 'host', randomText()]),
    )
    assertSame((engine) => engine.findHeader(fields), fields)
  }
})

test('verdicts, faults and events, of payloads of every size', options, () => {
  const secrets = [Buffer.from('older'), SECRET]
  const nows = [
    NOW,
    NOW + 180_000,
    NOW + 180_001,
    NOW - 180_001,
    0,
    -1,
    1e21,
    -1e21,
    Number.MAX_SAFE_INTEGER,
    Number.MAX_VALUE,
  ]
  const payloads = [0, 1, 63, 64, 65, 65_535, 65_536, 65_537, 131_072, 200_000].map((size) => Buffer.alloc(size, '.'))
  payloads.push(EVENT, Buffer.from('{"id":"é","event":"\\ud800"}'), Buffer.from([0xff]), Buffer.from('['.repeat(129)))
  payloads.push(
    Buffer.concat([EVENT, Buffer.alloc(100_000, ' ')]),
    Buffer.from(`{"id":"a","event":"b","data":${'['.repeat(70_000)}`),
  )
  for (const payload of payloads) {
    assertSame((engine) => engine.checkStoredEvent(payload))
    for (const secret of secrets) {
      assertSame((engine) => engine.sign(secret, payload, NOW))
      const header = native.sign(secret, payload, NOW)
      for (const tolerance of [180, undefined]) {
        const verifiers = new Map([native, wasm].map((engine) => [engine, engine.newVerifier(secrets, tolerance)]))
        for (const now of nows) {
          for (const name of ['verify', 'checkEvent']) {
            const ask = (engine) => withoutObject(engine[name](verifiers.get(engine), payload, header, now))
            assertSame(ask, `${name} of ${payload.length} bytes at ${now}`)
          }
        }
      }
      for (const chunk of [1000, 65_536, 70_000])
        assertSame((engine) => stream(engine, secrets, payload, header, chunk))
    }
  }
})

/** The addon gives the timestamp alone if the first secret signed; WebAssembly may give the object. To lib/ it is the same. */
function withoutObject(outcome) {
  return outcome?.secretIndex === 0 ? outcome.timestamp : outcome
}

function stream(engine, secrets, payload, header, chunk) {
  const verification = engine.begin(engine.newVerifier(secrets, 180), header)
  const updates = []
  for (let start = 0; start < payload.length; start += chunk) {
    updates.push(engine.update(verification, payload.subarray(start, start + chunk)))
  }
  const outcome = engine.finish(verification, NOW)
  engine.begin(engine.newVerifier(secrets, 180), header) // may get the place of the one that is finished
  return { updates, outcome, late: [engine.update(verification, payload), engine.finish(verification, NOW)] }
}

test('configurations, signatures and requests', options, () => {
  const lists = [
    [],
    [SECRET],
    Array(16).fill(SECRET),
    Array(17).fill(SECRET),
    [Buffer.alloc(0)],
    [SECRET, Buffer.from(' x')],
    [Buffer.from([0xff, 0x20])],
  ]
  for (const secrets of lists) {
    for (const tolerance of [undefined, null, 0, -0, 1e-9, 86_400, 86_400.1, -1, NaN, Infinity, 1e300, 0.1 + 0.2]) {
      assertSame((engine) => engine.newVerifier(secrets, tolerance), tolerance)
    }
  }
  for (const timestamp of [0, -1, 999_999_999_999_999, 1e15, 1e300, -0])
    assertSame((engine) => engine.sign(SECRET, EVENT, timestamp), timestamp)
  for (const secret of ['', ' x', '"x"', 'null', '${X}'])
    assertSame((engine) => engine.sign(Buffer.from(secret), EVENT, NOW), secret)
  for (const encoding of [undefined, null, '', 'identity', ' Identity ', 'gzip', 'é']) {
    for (const length of [undefined, null, '', '0', '1048576', '1048577', '9'.repeat(400), '-1', '１']) {
      for (const limit of [1, 1_048_576, Number.MAX_SAFE_INTEGER])
        assertSame((engine) => engine.admit(encoding, length, limit), [encoding, length])
    }
  }
  for (const pattern of ['user.*', 'user.created', '*', '', 'user*', 'é.*', '\ud800', 'a'.repeat(100_000)]) {
    assertSame((engine) => engine.patternFault(pattern), pattern)
    for (const name of ['user.created', 'user', 'é.e', '', pattern])
      assertSame((engine) => engine.eventMatches(pattern, name), [pattern, name])
  }
  for (const code of ['signature_mismatch', 'invalid_secret', 'no_such_code', '', 'é'.repeat(100_000)])
    assertSame((engine) => engine.errorStatus(code), code)
})

test('actions and their answers', options, () => {
  const secrets = [Buffer.from('older'), SECRET]
  const verifiers = new Map([native, wasm].map((engine) => [engine, engine.newActionVerifier(secrets, 30)]))
  const actions = ['{"id":"1","object":"authentication_action_context"}', '{"id":"1","object":2}', `${EVENT}`, '']
  for (const payload of actions.map((text) => Buffer.from(text))) {
    for (const secret of [...secrets, Buffer.from('another')]) {
      const header = native.sign(secret, payload, NOW)
      for (const now of [NOW, NOW + 30_001, NOW - 30_001, 1e300])
        assertSame((engine) => engine.checkAction(verifiers.get(engine), payload, header, now), `${payload} at ${now}`)
    }
  }
  const messages = [undefined, null, '', 'é\u2028"\0', 'm'.repeat(501), '\u{1f600}'.repeat(500), 'é'.repeat(100_000)]
  for (const verdict of ['Allow', 'Deny', 'deny', '']) {
    for (const message of messages) {
      assertSame((engine) => engine.verdictFault(verdict, message), [verdict, message])
      for (const object of ['authentication_action_context', 'é"_action_context', 'other', '']) {
        for (const [index, now] of [
          [0, NOW],
          [1, 0],
          [1, -1],
          [1, 1e15],
          [2, NOW],
          [2 ** 32 - 1, NOW],
        ]) {
          const ask = (engine) => engine.signResponse(verifiers.get(engine), object, index, verdict, message, now)
          assertSame(ask, [object, index, verdict, message, now])
        }
      }
    }
  }
  for (const configured of [[], [Buffer.from(' x')], secrets])
    assertSame((engine) => engine.newActionVerifier(configured, -1), configured.length)
})

test('diagnoses', options, () => {
  const secrets = ['whsec_engines', '"whsec_engines"', ' whsec_engines', 'engines', 'other', '', '\ufeff', 'sk_live_1']
  const payloads = [EVENT, Buffer.from(`${EVENT}\n`), Buffer.from(`"${EVENT}`), Buffer.alloc(0), Buffer.alloc(70_000)]
  payloads.push(Buffer.from(EVENT.toString('base64')), Buffer.from([0xff, 0xfe]), Buffer.from('{"a": 1.0}'))
  const headers = [undefined, null, '', SIGNED, `WorkOS-Signature: ${SIGNED}`, SIGNED.repeat(100)]
  for (let round = 0; round < 50; round++) headers.push(randomText())
  for (const header of headers) {
    for (const payload of payloads) {
      const given = Array.from({ length: random(4) }, () => Buffer.from(pick(secrets)))
      const now = pick([NOW, NOW + 200_000, NOW - 200_000, NOW / 1000, -1, 1e21])
      assertSame((engine) => engine.diagnose(payload, header, given, now), [header, `${payload}`, `${given}`, now])
    }
  }
})

test('without a time, both take that of the system', options, () => {
  for (const engine of [native, wasm]) {
    const verifier = engine.newVerifier([SECRET], 1)
    const header = engine.sign(SECRET, EVENT)
    assert.ok(Math.abs(Date.now() - engine.verify(verifier, EVENT, header)) < 5000)
    assert.equal(engine.checkEvent(verifier, EVENT, header), EVENT.toString())
    const verification = engine.begin(verifier, header)
    engine.update(verification, EVENT)
    assert.equal(engine.finish(verification).secretIndex, 0)
    const answering = engine.newActionVerifier([SECRET], 30)
    const answer = engine.signResponse(answering, 'authentication_action_context', 0, 'Allow')
    assert.ok(Math.abs(Date.now() - JSON.parse(answer).payload.timestamp) < 5000)
  }
})
