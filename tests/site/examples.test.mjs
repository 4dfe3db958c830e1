// Each example of a framework in JavaScript accepts a genuine delivery and refuses a changed one, as it stands on its page.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'

const ROOT = join(import.meta.dirname, '../..')
const EXAMPLES = join(ROOT, 'docs/examples/node')
const FOLDER = join(ROOT, 'target/site-examples')
const STAGED = join(ROOT, 'target/stage/node/node_modules')
const FRAMEWORKS = join(ROOT, 'bindings-node/node_modules')
const RUNTIMES = join(ROOT, 'tests/adapters/servers/node/node_modules')
const SECRET = 'whsec_example'
const BODY = '{"id":"event_01","event":"connection.activated","data":{}}'

process.env.WORKOS_WEBHOOK_SECRET = SECRET

// A project with hookseal as it is installed, and the frameworks.
rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(join(FOLDER, 'node_modules'), { recursive: true })
cpSync(EXAMPLES, FOLDER, { recursive: true })
writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }') // without it, Deno looks for no node_modules
for (const name of ['hookseal', '@hookseal']) symlinkSync(join(STAGED, name), join(FOLDER, 'node_modules', name))
for (const name of ['hono', 'h3', '@azure', '@google-cloud']) {
  symlinkSync(join(FRAMEWORKS, name), join(FOLDER, 'node_modules', name))
}
const require = createRequire(join(FOLDER, 'test.cjs'))
const { HEADER_NAME, sign } = require('hookseal')

async function served(handler) {
  const server = createServer(handler)
  after(() => server.close().closeAllConnections())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address()
  return (request) => fetch(`http://127.0.0.1:${port}/webhooks`, request)
}

const asRequest = (request) => new Request('http://localhost/webhooks', request)

/** From the exports of an example, a function that sends it a request. */
const SENDERS = {
  'next-app':
    ({ POST }) =>
    (request) =>
      POST(asRequest(request), { params: Promise.resolve({}) }),
  'next-pages': ({ default: handler }) => served(handler),
  hono:
    ({ app }) =>
    (request) =>
      app.fetch(asRequest(request)),
  sveltekit:
    ({ POST }) =>
    (request) =>
      POST({ request: asRequest(request), params: {}, locals: {} }),
  'react-router':
    ({ action }) =>
    (request) =>
      action({ request: asRequest(request), params: {}, context: {} }),
  nitro: ({ default: handler }) => {
    const { H3 } = require('h3')
    const app = new H3().post('/webhooks', handler)
    return (request) => app.fetch(asRequest(request))
  },
  worker:
    ({ default: { fetch } }) =>
    (request) =>
      fetch(asRequest(request), {}, {}),
  azure:
    ({ handler }) =>
    async (request) => {
      const { HttpRequest, HttpResponse } = require('@azure/functions')
      const headers = Object.fromEntries(new Headers(request.headers))
      const body = { bytes: Buffer.from(request.body) }
      const sent = new HttpRequest({
        method: 'POST',
        url: 'http://localhost/webhooks',
        headers,
        body,
        query: {},
        params: {},
      })
      return new HttpResponse((await handler(sent, {})) ?? {})
    },
  google: async () => {
    const { getTestServer } = require('@google-cloud/functions-framework/testing')
    return served(getTestServer('webhooks').listeners('request')[0])
  },
}

async function accepts(send, lines) {
  const headers = { [HEADER_NAME]: sign(SECRET, BODY), 'content-type': 'application/json' }
  const accepted = await send({ method: 'POST', headers, body: BODY })
  assert.equal(accepted.status, 200)
  const refused = await send({ method: 'POST', headers, body: `${BODY} ` })
  assert.deepEqual([refused.status, await refused.json()], [400, { error: 'signature_mismatch' }])
  assert.deepEqual(lines, ['accepted connection.activated event_01'])
}

for (const [name, sender] of Object.entries(SENDERS)) {
  test(`the example of ${name} accepts and refuses`, async (context) => {
    const lines = []
    context.mock.method(console, 'log', (line) => lines.push(line))
    context.mock.method(console, 'warn', () => {})
    await accepts(await sender(await import(join(FOLDER, `${name}.mjs`))), lines)
  })
}

const SERVERS = {
  bun: [join(RUNTIMES, '@oven/bun-linux-x64/bin/bun')],
  deno: [
    join(RUNTIMES, '@deno/linux-x64-glibc/deno'),
    'run',
    '--no-prompt',
    '--allow-net',
    '--allow-env',
    '--allow-read',
  ],
}
for (const [name, [program, ...options]] of Object.entries(SERVERS)) {
  test(`the example of ${name} accepts and refuses`, async () => {
    const child = spawn(program, [...options, `${name}.mjs`], {
      cwd: FOLDER,
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    after(() => child.kill())
    const lines = []
    const said = createInterface(child.stdout)
    said.on('line', (line) => lines.push(line))
    const ended = once(child, 'exit').then(([code]) => assert.fail(`${name} ended with ${code}`))
    ended.catch(() => {}) // it ends when the test kills it, too
    while (lines.length === 0) await Promise.race([once(said, 'line'), ended])
    const [, port] = lines.shift().match(/listening on (\d+)/)
    const send = async (request) => {
      const answer = await fetch(`http://127.0.0.1:${port}/webhooks`, request)
      while (lines.length === 0) await once(said, 'line')
      return answer
    }
    await accepts(send, lines)
  })
}

test('each example is asked', () => {
  const names = readdirSync(EXAMPLES).map((name) => name.replace('.mjs', ''))
  assert.deepEqual(names.sort(), [...Object.keys(SENDERS), ...Object.keys(SERVERS)].sort())
})
