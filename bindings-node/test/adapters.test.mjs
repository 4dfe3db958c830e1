// What the adapters do beyond what tests/adapters asks of all of them.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import framework from 'express'
import { Verifier } from 'hookseal'
import * as express from 'hookseal/express'
import * as fastify from 'hookseal/fastify'
import * as http from 'hookseal/http'
import * as koa from 'hookseal/koa'
import * as lambda from 'hookseal/lambda'
import * as nest from 'hookseal/nest'
import * as web from 'hookseal/web'
import { body, delivery, genuine, listen, verifier } from './delivering.mjs'

function post({ port }, request) {
  return fetch(new Request(`http://127.0.0.1:${port}/`, request))
}

test('import and require give the same adapters', () => {
  const require = createRequire(import.meta.url)
  for (const [name, { webhook }] of Object.entries({ express, fastify, http, koa, lambda, nest, web })) {
    assert.equal(require(`hookseal/${name}`).webhook, webhook)
  }
})

test('one that is made wrong says so at once', () => {
  for (const none of [undefined, 'whsec_hidden', {}, Verifier]) {
    const told = { name: 'TypeError', message: /new Verifier\(secret\)/ }
    assert.throws(() => express.webhook(none), told)
    assert.throws(() => fastify.webhook({}, { verifier: none }), told)
    assert.throws(() => http.webhook(none, () => {}), told)
    assert.throws(() => web.webhook(none, () => {}), told)
    assert.throws(() => lambda.webhook(none, () => {}), told)
    assert.throws(() => koa.webhook(none), told)
    assert.throws(() => nest.webhook(none), told)
  }
  for (const limit of [0, -1, 1.5, Infinity, '1mb', null]) {
    assert.throws(() => express.webhook(verifier, { limit }), { name: 'RangeError', message: /bytes/ })
  }
  const wrong = { lmit: 1, log: 'no', now: 5, onRefusal: {}, tolerance: 10 }
  for (const [name, value] of Object.entries(wrong)) {
    const told = { name: 'TypeError', message: RegExp(`\\b${name}\\b`) }
    assert.throws(() => express.webhook(verifier, { [name]: value }), told)
    assert.throws(() => fastify.webhook({}, { verifier, [name]: value }), told)
    assert.throws(() => web.webhook(verifier, () => {}, { [name]: value }), told)
  }
  assert.throws(() => express.webhook(verifier, null), { name: 'TypeError', message: /options must be an object/ })
})

test('a verifier may be made by the first request, and is made once', async () => {
  let secret
  let calls = 0
  const late = () => {
    calls++
    return new Verifier(secret)
  }
  const receive = web.webhook(late, () => {}, { log: false })
  assert.equal(calls, 0)
  await assert.rejects(receive(delivery()), { name: 'TypeError', message: /environment variable/ })
  secret = ''
  await assert.rejects(receive(delivery()), { name: 'ConfigurationError', code: 'invalid_secret' })
  secret = 'whsec_hidden'
  for (let count = 0; count < 3; count++) assert.equal((await receive(delivery())).status, 200)
  assert.equal(calls, 3)

  for (const wrong of [() => {}, async () => verifier, () => 'whsec_hidden']) {
    const told = { name: 'TypeError', message: /must return a Verifier, not .*: pass \(\) => new Verifier\(secret\)/ }
    await assert.rejects(web.webhook(wrong, () => {})(delivery()), told)
  }
})

test('a late verifier that fails is answered 500 in the way of the framework', async (context) => {
  const errors = []
  const failing = () => {
    throw new Error('no secret yet')
  }
  const app = framework()
    .post('/', express.webhook(failing))
    .use((error, request, response, next) => response.status(500).end(void errors.push(error.message)))
  const { status } = await post((await listen(context, app)).address(), delivery())
  assert.deepEqual([status, errors], [500, ['no secret yet']])
})

test('now stands in for the clock', async () => {
  for (const now of [() => 1_000, () => new Date(1_000)]) {
    const receive = web.webhook(verifier, () => {}, { now, log: false })
    assert.equal((await receive(delivery(genuine({ timestamp: 1_000 })))).status, 200)
    assert.equal((await receive(delivery())).status, 400)
  }
})

test('what stands in the place of the body in Express is told from it', async (context) => {
  let left, rawBody
  const app = framework()
    .use((request, response, next) => next(void Object.assign(request, { body: left, rawBody })))
    .post('/', express.webhook(verifier), (request, response) => response.end(request.body))
    .use((error, request, response, next) => response.status(500).end(`${error}`))
  const address = (await listen(context, app)).address()
  // Nothing, as Express 5 and 4 have it, and the body itself, as bytes or text.
  for (left of [undefined, {}, Buffer.from(body), new Uint8Array(Buffer.from(body)), body]) {
    const answer = await post(address, delivery())
    assert.deepEqual([answer.status, await answer.text()], [200, body])
  }
  for (left of [JSON.parse(body), [body]]) {
    const answer = await post(address, delivery())
    assert.match(await answer.text(), /^TypeError: .* before express\.json\(\)/)
  }
  // NestJS keeps the bytes beside what it has parsed.
  rawBody = Buffer.from(body)
  left = JSON.parse(body)
  const answer = await post(address, delivery())
  assert.deepEqual([answer.status, await answer.text()], [200, body])
})

test('a body that is decoded as it comes is not the raw one', async (context) => {
  const listener = http.webhook(verifier, () => {})
  context.mock.method(console, 'error', () => {})
  const server = await listen(context, (request, response) => listener(request.setEncoding('utf8'), response))
  const { status } = await post(server.address(), delivery())
  assert.equal(status, 500)
  assert.match(`${console.error.mock.calls[0].arguments}`, /^TypeError: hookseal needs the raw body/)
})

test('Express may have answered before the body is there', async (context) => {
  const errors = []
  const app = framework()
    .use((request, response, next) => next(void response.writeHead(503).end()))
    .post('/', express.webhook(verifier))
    .use((error, request, response, next) => errors.push(error.code))
  const address = (await listen(context, app)).address()
  const { status } = await post(address, { method: 'POST', body })
  assert.equal(status, 503)
  assert.deepEqual(errors, ['ERR_HTTP_HEADERS_SENT'])
})

test('who sends all of a body that is too long can still read the answer', async (context) => {
  const { port } = (
    await listen(
      context,
      http.webhook(verifier, () => {}),
    )
  ).address()
  const length = 5 * 1024 * 1024
  for (const framing of [
    `Content-Length: ${length}\r\n\r\n`,
    `Transfer-Encoding: chunked\r\n\r\n${length.toString(16)}\r\n`,
  ]) {
    const client = connect(port, '127.0.0.1')
    client.write(`POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${framing}`)
    await new Promise((resolve) => client.write(Buffer.alloc(length), resolve))
    if (framing.includes('chunked')) client.write('\r\n0\r\n\r\n')
    assert.match(await text(client), /^HTTP\/1\.1 413 .*"payload_too_large"\}$/s)
  }
})

test('a Fetch handler reads to its end what it refuses', async () => {
  let chunks = 80
  async function* send() {
    while (chunks-- > 0) yield Buffer.alloc(65536)
  }
  const sending = { method: 'POST', body: ReadableStream.from(send()), duplex: 'half' }
  const answer = await web.webhook(verifier, () => {})(new Request('http://localhost/', sending))
  assert.deepEqual([answer.status, await answer.json()], [413, { error: 'payload_too_large' }])
  assert.equal(chunks, -1)
})

test('a body that breaks off is refused', async () => {
  async function* send() {
    yield Buffer.from(body)
    throw new Error('connection lost')
  }
  const sending = { method: 'POST', body: ReadableStream.from(send()), duplex: 'half' }
  const answer = await web.webhook(verifier, () => {})(new Request('http://localhost/', sending))
  assert.deepEqual([answer.status, await answer.json()], [400, { error: 'client_disconnected' }])
})

test('a Fetch handler answers what it likes, and its errors are its own', async () => {
  const created = web.webhook(verifier, async (event, request, payload) => new Response(payload, { status: 201 }))
  const answer = await created(delivery())
  assert.deepEqual([answer.status, await answer.text()], [201, body])

  const failing = web.webhook(verifier, async () => {
    throw new Error('of the handler')
  })
  await assert.rejects(failing(delivery()), { message: 'of the handler' })

  const used = delivery()
  await used.text()
  await assert.rejects(created(used), { name: 'TypeError', message: /request\.clone\(\)/ })
})

test('a server of node:http outlives its handler and its clients', async (context) => {
  const errors = []
  context.mock.method(console, 'error', (error) => errors.push(error))
  const server = await listen(
    context,
    http.webhook(verifier, () => {
      throw new Error('of the handler')
    }),
  )
  const { port } = server.address()

  const leaving = connect(port, '127.0.0.1')
  leaving.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nhalf of it')
  await once(server, 'request')
  leaving.destroy()

  const { status } = await post({ port }, delivery())
  assert.equal(status, 500)
  assert.deepEqual(
    errors.map(({ message }) => message),
    ['of the handler'],
  )
})
