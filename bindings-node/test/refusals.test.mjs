// Refusals reach onRefusal, the diagnostics channel and the console.
import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { HEADER_NAME, Verifier, sign } from 'hookseal'
import { webhook as httpWebhook } from 'hookseal/http'
import { webhook as lambdaWebhook } from 'hookseal/lambda'
import { webhook } from 'hookseal/web'
import { body, delivery, forged, genuine, silence, verifier } from './fixtures.mjs'

const MINUTES = 60_000
const now = 1_735_000_000_000

function request(init) {
  return new Request('http://localhost/', { method: 'POST', body, headers: genuine(), ...init })
}

let stopped = false
async function* endless() {
  while (!stopped) {
    await new Promise(setImmediate)
    yield Buffer.alloc(65536)
  }
}

async function* broken() {
  throw new Error('connection lost')
}

function lower(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

const sending = (body) => request({ body: ReadableStream.from(body()), duplex: 'half' })

test(
  'onRefusal and the channel get every kind of refusal, and nothing of what was sent',
  { timeout: 20_000 },
  async (context) => {
    context.after(() => {
      stopped = true
    })
    silence(context, 'warn')
    const refusals = []
    const published = []
    const listener = (refusal) => published.push(refusal)
    subscribe('hookseal:refused', listener)
    context.after(() => unsubscribe('hookseal:refused', listener))
    const receive = webhook(verifier, () => {}, { onRefusal: (refusal) => refusals.push(refusal), now: () => now })
    const refused = async (request) => {
      const { status } = await receive(request)
      const [refusal] = refusals.splice(0)
      assert.equal(published.pop(), refusal)
      assert.doesNotMatch(JSON.stringify(refusal), /whsec|event_01|v1=/)
      assert.equal(typeof refusal.message, 'string')
      return [status, refusal.code, refusal.ageMs]
    }
    const at = (timestamp) => request({ headers: genuine({ timestamp }) })

    assert.deepEqual(await refused(delivery(forged())), [400, 'signature_mismatch', undefined])
    assert.deepEqual(await refused(request({ headers: {} })), [400, 'missing_header', undefined])
    assert.deepEqual(await refused(at(now - 5 * MINUTES)), [400, 'timestamp_too_old', 5 * MINUTES])
    assert.deepEqual(await refused(at(now + 5 * MINUTES)), [400, 'timestamp_in_future', -5 * MINUTES])
    assert.deepEqual(await refused(request({ method: 'PUT' })), [405, 'method_not_allowed', undefined])
    const coded = { ...genuine(), 'content-encoding': 'gzip' }
    assert.deepEqual(await refused(request({ headers: coded })), [415, 'unsupported_encoding', undefined])
    assert.deepEqual(await refused(sending(broken)), [400, 'client_disconnected', undefined])
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const large = refused(sending(endless))
    for (let wait = 0; wait < 100; wait++) await new Promise(setImmediate)
    context.mock.timers.tick(1_000) // after this, the rest of an endless body is no longer read
    assert.deepEqual(await large, [413, 'payload_too_large', undefined])

    assert.equal((await receive(at(now))).status, 200)
    assert.deepEqual([refusals, published], [[], []])
  },
)

test('a body that does not arrive in 30 seconds is refused', async (context) => {
  silence(context, 'warn')
  context.mock.timers.enable({ apis: ['setTimeout'] })
  async function* stalled() {
    yield Buffer.from(body.slice(0, 10))
    await new Promise(() => {})
  }
  const answer = webhook(verifier, () => {})(sending(stalled))
  await new Promise(setImmediate)
  context.mock.timers.tick(30_000)
  const { status, headers } = await answer
  assert.deepEqual([status, headers.get('connection')], [408, 'close'])
  assert.deepEqual(await (await answer).json(), { error: 'request_timeout' })
})

test('an onRefusal that throws, or rejects, changes no answer', async (context) => {
  silence(context, 'warn')
  const errors = silence(context, 'error')
  for (const onRefusal of [
    () => {
      throw new Error('of onRefusal')
    },
    async () => {
      throw new Error('of onRefusal')
    },
  ]) {
    const { status } = await webhook(verifier, () => {}, { onRefusal })(delivery(forged()))
    assert.equal(status, 400)
    await new Promise(setImmediate)
    assert.deepEqual(errors.splice(0), ['Error: of onRefusal'])
  }
})

test('the console gets one line a second, with a count of the others, or none at all', async (context) => {
  // A fresh copy of the modules, which has printed nothing so far.
  const require = createRequire(import.meta.url)
  for (const file of Object.keys(require.cache)) if (!file.endsWith('.node')) delete require.cache[file]
  const { webhook } = require('hookseal/web')
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const lines = silence(context, 'warn')
  const refuse = async (options) => webhook(verifier, () => {}, options)(delivery(forged()))

  await refuse({ log: false })
  assert.deepEqual(lines, [])
  for (let count = 0; count < 4; count++) await refuse()
  assert.match(lines.join('\n'), /^hookseal refused a delivery: signature_mismatch: no signature matches [^\n]*$/)
  context.mock.timers.tick(1_000)
  assert.equal(lines[1], 'hookseal refused 3 more deliveries in the last second')
  await refuse()
  assert.equal(lines.length, 2)
  context.mock.timers.tick(1_000)
  assert.equal(lines[2], 'hookseal refused 1 more delivery in the last second')
  context.mock.timers.tick(1_000)
  await refuse()
  assert.equal(lines.length, 4)
})

test('a verifier of another copy of this package refuses like any other', async (context) => {
  silence(context, 'warn')
  const require = createRequire(import.meta.url)
  for (const file of Object.keys(require.cache)) if (!file.endsWith('.node')) delete require.cache[file]
  const copy = require('hookseal')
  assert.notEqual(copy.Verifier, Verifier)
  const receive = webhook(new copy.Verifier('whsec_hidden'), () => {})
  assert.equal((await receive(delivery())).status, 200)
  const answer = await receive(delivery(forged()))
  assert.deepEqual([answer.status, await answer.json()], [400, { error: 'signature_mismatch' }])
})

test('a polluted Object.prototype changes no verdict and no setting', async (context) => {
  silence(context, 'warn')
  const refusals = []
  const web = webhook(verifier, () => {}, { onRefusal: (refusal) => refusals.push(refusal) })
  const lambda = lambdaWebhook(verifier, () => {}, {})
  const listener = httpWebhook(verifier, () => {}, { log: false })
  const listen = async (headers) => {
    const request = Object.assign(Readable.from([Buffer.from(body)]), { method: 'POST', headers: { ...headers } })
    const response = {
      headersSent: false,
      writeHead: (status) => Object.assign(response, { statusCode: status }),
      end() {},
    }
    await listener(request, response)
    return response.statusCode
  }
  const polluted = {
    accepted: true,
    ageMs: 1,
    body,
    code: 'x',
    differenceMs: 1,
    event: { id: 'forged' },
    headers: {},
    httpMethod: 'POST',
    isBase64Encoded: true,
    limit: 1,
    log: 7,
    multiValueHeaders: genuine(),
    now: () => 0,
    onRefusal: 7,
    payload: body,
    rawBody: body,
    statusCode: 200,
    [HEADER_NAME.toLowerCase()]: sign('whsec_hidden', body),
    'content-encoding': 'gzip',
  }
  const headers = [genuine(), forged(), {}] // made before the pollution; verifier.test.mjs tests `sign` with it
  const ask = async () => {
    const answers = []
    for (const one of headers) answers.push((await web(delivery(one))).status, await listen(lower(one)))
    const madeMeanwhile = webhook(verifier, () => {}, {})
    answers.push((await madeMeanwhile(delivery(headers[0]))).status)
    const seen = refusals.splice(0).map((refusal) => [Object.keys(refusal), refusal.code])
    const lambdas = []
    for (const one of headers) {
      const request = { requestContext: { http: { method: 'POST' } }, body, headers: one }
      lambdas.push((await lambda(request)).statusCode)
    }
    return [answers, lambdas, seen]
  }
  const clean = await ask()
  for (const [name, value] of Object.entries(polluted)) {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true })
    try {
      assert.deepEqual(await ask(), clean, name)
    } finally {
      delete Object.prototype[name]
    }
  }
  assert.deepEqual(clean, [
    [200, 200, 400, 400, 400, 400, 200],
    [200, 400, 400],
    [
      [['code', 'message'], 'signature_mismatch'],
      [['code', 'message'], 'missing_header'],
    ],
  ])
})

test('a body in memory that never ends stops no timer', async () => {
  const chunk = new Uint8Array(65536)
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) })
  const endlessRequest = new Request('http://localhost/', { method: 'POST', body: endless, duplex: 'half' })
  const answer = await webhook(verifier, () => {}, { log: false })(endlessRequest)
  assert.deepEqual([answer.status, await answer.json()], [413, { error: 'payload_too_large' }])
})
