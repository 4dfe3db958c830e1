// The requests that frameworks pass to an adapter, and where they keep the raw body.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'
import azure from '@azure/functions'
import * as functions from '@google-cloud/functions-framework'
import { getTestServer } from '@google-cloud/functions-framework/testing'
import express from 'express'
import Fastify from 'fastify'
import rawBody from 'fastify-raw-body'
import * as h3 from 'h3'
import * as h31 from 'h3-1'
import { Hono } from 'hono'
import { webhook as expressWebhook } from 'hookseal/express'
import { webhook as fastifyWebhook } from 'hookseal/fastify'
import { webhook as httpWebhook } from 'hookseal/http'
import { webhook as nestWebhook } from 'hookseal/nest'
import { webhook } from 'hookseal/web'
import { body, deliver, delivery, forged, genuine, listen, silence, verifier } from './fixtures.mjs'

const echo = webhook(verifier, (event, request, payload) => new Response(`${request.method} ${event.id} ${payload}`))
const echoed = `POST event_01 ${body}`

test('hookseal/web takes the request in every form that fetch-style frameworks pass', async () => {
  const forms = {
    'Next.js, Bun, Deno': (request) => request,
    'SvelteKit, React Router, Astro': (request) => ({ request, params: {} }),
  }
  for (const [frameworks, form] of Object.entries(forms)) {
    assert.equal(await (await echo(form(delivery()))).text(), echoed, frameworks)
  }
  const hono = new Hono().post('/', echo)
  assert.equal(await (await hono.fetch(delivery())).text(), echoed)
  const app = new h3.H3().post('/', echo)
  assert.equal(await (await app.fetch(delivery())).text(), echoed)
})

test('hookseal/web takes the event of h3 1, which Nitro 2 uses', async (context) => {
  silence(context, 'warn')
  const app = h31.createApp().use('/', h31.defineEventHandler(echo))
  const server = await listen(context, h31.toNodeListener(app))
  assert.deepEqual(await deliver(server), { status: 200, text: echoed })
  assert.equal((await deliver(server, forged())).status, 400)
  const fetched = h31.toWebHandler(app)
  assert.equal(await (await fetched(delivery())).text(), echoed)
})

test("hookseal/web takes Azure's requests, and Azure takes its answers", async () => {
  const request = (headers) => {
    const sent = { method: 'POST', url: 'http://localhost/', headers, body: { bytes: Buffer.from(body) } }
    return new azure.HttpRequest({ ...sent, query: {}, params: {} })
  }
  // Azure's library makes this of a handler's answer.
  const answered = new azure.HttpResponse(await echo(request(genuine()), {}))
  assert.deepEqual([answered.status, await answered.text()], [200, echoed])
  const refused = new azure.HttpResponse(await webhook(verifier, () => {}, { log: false })(request(forged()), {}))
  assert.deepEqual([refused.status, await refused.json()], [400, { error: 'signature_mismatch' }])
})

test("hookseal/http works as a function in Google's framework", async (context) => {
  functions.http(
    'receive',
    httpWebhook(verifier, (event, request, response) => response.end(request.body), { log: false }),
  )
  const server = getTestServer('receive')
  context.after(() => server.close().closeAllConnections())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  assert.deepEqual(await deliver(server), { status: 200, text: body })
  assert.equal((await deliver(server, forged())).status, 400)
})

test('a raw body stored as text is used as UTF-8, and the limit counts its bytes', async (context) => {
  const keep = {
    verify: (request, response, buffer) => {
      request.rawBody = buffer.toString()
    },
  }
  for (const parser of [express.json(keep), express.text({ type: '*/*' })]) {
    const answer = (request, response) => response.end(request.body)
    const app = express().post('/', parser, expressWebhook(verifier, { log: false }), answer)
    const server = await listen(context, app)
    assert.deepEqual(await deliver(server), { status: 200, text: body })
    assert.equal((await deliver(server, forged())).status, 400)
    const small = express().post('/', parser, expressWebhook(verifier, { limit: body.length - 1, log: false }))
    assert.equal((await deliver(await listen(context, small))).status, 413)
  }
})

test('a stand-in for a request in a unit test needs a method, headers and rawBody only', async () => {
  const request = { method: 'POST', headers: {}, rawBody: Buffer.from(body) }
  for (const [name, value] of Object.entries(genuine())) request.headers[name.toLowerCase()] = value
  const error = await new Promise((next) => expressWebhook(verifier)(request, { writeHead() {} }, next))
  assert.deepEqual([error, request.webhookEvent.id], [undefined, 'event_01'])
})

test('hookseal/fastify works beside fastify-raw-body', async (context) => {
  for (const options of [{}, { runFirst: true }, { encoding: false }]) {
    const app = Fastify()
    context.after(() => app.close())
    await app.register(rawBody, options)
    app.register(async (scope) => {
      scope.register(fastifyWebhook, { verifier, log: false })
      scope.post('/', async (request) => request.body)
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    assert.deepEqual(await deliver(app.server), { status: 200, text: body })
    assert.equal((await deliver(app.server, forged())).status, 400)
  }
})

test('a body schema of Fastify validates the JSON, and the handler gets the bytes', async () => {
  const app = Fastify()
  app.register(fastifyWebhook, { verifier, log: false })
  const schema = (required, more = {}) => ({
    schema: { body: { type: 'object', required, properties: { id: { type: 'string' }, ...more } } },
  })
  const answer = async (request) => [request.webhookEvent, Buffer.isBuffer(request.body), `${request.body}`]
  app.post('/', schema(['id', 'event'], { added: { default: 1 } }), answer)
  app.post('/strict', schema(['nothing']), answer)
  const post = (url, headers) => app.inject({ method: 'POST', url, payload: body, headers })
  assert.deepEqual((await post('/', genuine())).json(), [JSON.parse(body), true, body])
  assert.deepEqual((await post('/', forged())).json(), { error: 'signature_mismatch' })
  const { statusCode, message } = (await post('/strict', genuine())).json()
  assert.deepEqual([statusCode, message], [400, "body must have required property 'nothing'"])
})

test('the error for a parsed body names the cure in the words of the framework', async () => {
  const parsed = { method: 'POST', headers: genuine(), body: JSON.parse(body), resume() {} }
  const guard = nestWebhook(verifier)
  const context = { switchToHttp: () => ({ getRequest: () => parsed }) }
  await assert.rejects(guard.canActivate(context), { name: 'TypeError', message: /rawBody: true/ })

  const printed = await new Promise((resolve) => {
    const response = { writeHead: () => response, end: () => {}, setPreviewData() {} }
    const { error } = console
    console.error = (fault) => resolve(`${fault}`)
    httpWebhook(verifier, () => {})(parsed, response).finally(() => {
      console.error = error
    })
  })
  assert.match(printed, /^TypeError: .* `export const config = \{ api: \{ bodyParser: false \} \}/)
})

test('a Content-Length of 4 400 digits is refused', async () => {
  const headers = { ...genuine(), 'content-length': '9'.repeat(4400) }
  const answer = await webhook(verifier, () => {}, { log: false })(delivery(headers))
  assert.equal(answer.status, 413)
})

test('a header that a program sets to an array is joined', async (context) => {
  const listener = httpWebhook(verifier, () => {}, { log: false })
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(request.headers)) request.headers[name] = [value]
    return listener(request, response)
  })
  context.after(() => server.close().closeAllConnections())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  assert.equal((await deliver(server)).status, 200)
  assert.equal((await deliver(server, { ...genuine(), 'content-encoding': 'gzip' })).status, 415)
})
