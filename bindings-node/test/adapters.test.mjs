// What the adapters do beyond what tests/adapters asks of all of them.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { test } from 'node:test'
import { HEADER_NAME, Verifier, sign } from 'hookseal'
import * as express from 'hookseal/express'
import * as fastify from 'hookseal/fastify'
import * as http from 'hookseal/http'
import * as web from 'hookseal/web'

const verifier = new Verifier('whsec_hidden')
const body = '{"id":"event_01","event":"connection.activated"}'

function delivery() {
  const headers = { [HEADER_NAME]: sign('whsec_hidden', body) }
  return new Request('http://localhost/', { method: 'POST', body, headers })
}

test('import and require give the same adapters', () => {
  const require = createRequire(import.meta.url)
  for (const [name, { webhook }] of Object.entries({ express, fastify, http, web })) {
    assert.equal(require(`hookseal/${name}`).webhook, webhook)
  }
})

test('one that is made wrong says so at once', () => {
  for (const none of [undefined, 'whsec_hidden', {}]) {
    const told = { name: 'TypeError', message: /new Verifier\(secret\)/ }
    assert.throws(() => express.webhook(none), told)
    assert.throws(() => fastify.webhook({}, { verifier: none }), told)
    assert.throws(() => http.webhook(none, () => {}), told)
    assert.throws(() => web.webhook(none, () => {}), told)
  }
  for (const limit of [0, -1, 1.5, Infinity, '1mb', null]) {
    assert.throws(() => express.webhook(verifier, { limit }), { name: 'RangeError', message: /bytes/ })
  }
})

test('a Fetch handler answers what it likes, and its errors are its own', async () => {
  const created = web.webhook(verifier, async ({ id }) => new Response(id, { status: 201 }))
  const answer = await created(delivery())
  assert.deepEqual([answer.status, await answer.text()], [201, 'event_01'])

  const failing = web.webhook(verifier, async () => { throw new Error('of the handler') })
  await assert.rejects(failing(delivery()), { message: 'of the handler' })

  const used = delivery()
  await used.text()
  await assert.rejects(created(used), { name: 'TypeError', message: /request\.clone\(\)/ })
})

test('a server of node:http outlives its handler and its clients', async (context) => {
  const errors = []
  context.mock.method(console, 'error', (error) => errors.push(error))
  const server = createServer(http.webhook(verifier, () => { throw new Error('of the handler') }))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  context.after(() => server.close().closeAllConnections())
  const { port } = server.address()

  const leaving = connect(port, '127.0.0.1')
  leaving.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nhalf of it')
  await once(server, 'request')
  leaving.destroy()

  const { status } = await fetch(new Request(`http://127.0.0.1:${port}/`, delivery()))
  assert.equal(status, 500)
  assert.deepEqual(errors.map(({ message }) => message), ['of the handler'])
})
