// Behaviour of the adapters that the suite in tests/adapters does not cover.
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
import { body, delivery, forged, genuine, listen, silence, verifier } from './fixtures.mjs'

function post({ port }, request) {
  return fetch(new Request(`http://127.0.0.1:${port}/`, request))
}

test('an adapter of import takes a verifier of require, and the other way round', async (context) => {
  silence(context, 'warn')
  const require = createRequire(import.meta.url)
  const required = new (require('hookseal').Verifier)('whsec_hidden')
  for (const name of Object.keys({ express, fastify, http, koa, lambda, nest, web })) {
    assert.equal(typeof require(`hookseal/${name}`).webhook, 'function')
  }
  for (const receive of [web.webhook(required, () => {}), require('hookseal/web').webhook(verifier, () => {})]) {
    assert.equal((await receive(delivery())).status, 200)
    assert.equal((await receive(delivery(forged()))).status, 400)
  }
})

test('wrong arguments of webhook throw at once', () => {
  for (const none of [undefined, 'whsec_hidden', {}, Verifier]) {
    const error = { name: 'TypeError', message: /new Verifier\(secret\)/ }
    assert.throws(() => express.webhook(none), error)
    assert.throws(() => fastify.webhook({}, { verifier: none }), error)
    assert.throws(() => http.webhook(none, () => {}), error)
    assert.throws(() => web.webhook(none, () => {}), error)
    assert.throws(() => lambda.webhook(none, () => {}), error)
    assert.throws(() => koa.webhook(none), error)
    assert.throws(() => nest.webhook(none), error)
  }
  for (const limit of [0, -1, 1.5, Infinity, '1mb', null]) {
    assert.throws(() => express.webhook(verifier, { limit }), { name: 'RangeError', message: /bytes/ })
  }
  const wrong = { lmit: 1, log: 'no', now: 5, onRefusal: {}, tolerance: 10 }
  for (const [name, value] of Object.entries(wrong)) {
    const error = { name: 'TypeError', message: RegExp(`\\b${name}\\b`) }
    assert.throws(() => express.webhook(verifier, { [name]: value }), error)
    assert.throws(() => fastify.webhook({}, { verifier, [name]: value }), error)
    assert.throws(() => web.webhook(verifier, () => {}, { [name]: value }), error)
  }
  assert.throws(() => express.webhook(verifier, null), { name: 'TypeError', message: /options must be an object/ })
})

test('a late verifier is made at the first request, once', async () => {
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
    const error = { name: 'TypeError', message: /must return a Verifier, not .*: pass \(\) => new Verifier\(secret\)/ }
    await assert.rejects(web.webhook(wrong, () => {})(delivery()), error)
  }
})

test('if a late verifier fails, the framework answers 500', async (context) => {
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

test('now replaces the clock', async () => {
  for (const now of [() => 1_000, () => new Date(1_000)]) {
    const receive = web.webhook(verifier, () => {}, { now, log: false })
    assert.equal((await receive(delivery(genuine({ timestamp: 1_000 })))).status, 200)
    assert.equal((await receive(delivery())).status, 400)
  }
})

test('in Express, a raw body in request.body is used, and a parsed one is an error', async (context) => {
  let parsed, rawBody
  const app = framework()
    .use((request, response, next) => next(void Object.assign(request, { body: parsed, rawBody })))
    .post('/', express.webhook(verifier), (request, response) => response.end(request.body))
    .use((error, request, response, next) => response.status(500).end(`${error}`))
  const address = (await listen(context, app)).address()
  // Not parsed, as in Express 5 and 4; then the raw body as bytes or text.
  for (parsed of [undefined, {}, Buffer.from(body), new Uint8Array(Buffer.from(body)), body]) {
    const answer = await post(address, delivery())
    assert.deepEqual([answer.status, await answer.text()], [200, body])
  }
  for (parsed of [JSON.parse(body), [body]]) {
    const answer = await post(address, delivery())
    assert.match(await answer.text(), /^TypeError: .* before express\.json\(\)/)
  }
  // NestJS stores both the bytes and the parsed JSON.
  rawBody = Buffer.from(body)
  parsed = JSON.parse(body)
  const answer = await post(address, delivery())
  assert.deepEqual([answer.status, await answer.text()], [200, body])
})

test('a stream that decodes to text is not a raw body', async (context) => {
  const listener = http.webhook(verifier, () => {})
  context.mock.method(console, 'error', () => {})
  const server = await listen(context, (request, response) => listener(request.setEncoding('utf8'), response))
  const { status } = await post(server.address(), delivery())
  assert.equal(status, 500)
  assert.match(`${console.error.mock.calls[0].arguments}`, /^TypeError: hookseal needs the raw body/)
})

test('if Express has answered before the body arrives, the error goes to Express', async (context) => {
  const errors = []
  const app = framework()
    .use((request, response, next) => next(void response.writeHead(503).end()))
    .post('/', express.webhook(verifier))
    .post('/', () => errors.push('handled'))
    .use((error, request, response, next) => errors.push(error.code ?? error.message))
  const address = (await listen(context, app)).address()
  for (const request of [{ method: 'POST', body }, delivery()]) {
    const { status } = await post(address, request)
    assert.equal(status, 503)
  }
  assert.equal(errors[0], 'ERR_HTTP_HEADERS_SENT')
  assert.match(errors[1], /the event is not handled$/)
  assert.equal(errors.length, 2)
})

test('a client that sends the whole of a body that is too long can still read the answer', async (context) => {
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

test('a Fetch handler reads a body that is too long to its end', async () => {
  let chunks = 80
  async function* send() {
    while (chunks-- > 0) yield Buffer.alloc(65536)
  }
  const sending = { method: 'POST', body: ReadableStream.from(send()), duplex: 'half' }
  const answer = await web.webhook(verifier, () => {})(new Request('http://localhost/', sending))
  assert.deepEqual([answer.status, await answer.json()], [413, { error: 'payload_too_large' }])
  assert.equal(chunks, -1)
})

test('a body that ends early is refused', async () => {
  async function* send() {
    yield Buffer.from(body)
    throw new Error('connection lost')
  }
  const sending = { method: 'POST', body: ReadableStream.from(send()), duplex: 'half' }
  const answer = await web.webhook(verifier, () => {})(new Request('http://localhost/', sending))
  assert.deepEqual([answer.status, await answer.json()], [400, { error: 'client_disconnected' }])
})

test('a Fetch handler may return any answer, and its errors reach the caller', async () => {
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

test('a server of node:http survives an error of the handler and a client that disconnects', async (context) => {
  const errors = []
  context.mock.method(console, 'error', (error) => errors.push(error))
  const server = await listen(
    context,
    http.webhook(verifier, () => {
      throw new Error('of the handler')
    }),
  )
  const { port } = server.address()

  const client = connect(port, '127.0.0.1')
  client.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nhalf of it')
  await once(server, 'request')
  client.destroy()

  const { status } = await post({ port }, delivery())
  assert.equal(status, 500)
  assert.deepEqual(
    errors.map(({ message }) => message),
    ['of the handler'],
  )
})
