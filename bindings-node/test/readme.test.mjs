// The README's examples compile in strict TypeScript, and run exactly as they are written.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { HEADER_NAME, sign } from 'hookseal'

const here = import.meta.dirname
const readme = readFileSync(join(here, '../README.md'), 'utf8')
const all = [...readme.matchAll(/^```(js|ts)\n(.*?)^```/gms)].map(([, language, code]) => {
  return { language, code, name: code.match(/'hookseal\/(\w+)'/)?.[1] }
})
const actions = all.find(({ code }) => code.includes('ActionVerifier'))
const examples = all.filter((one) => one.name && one !== actions) // tests/dist tests the one for Vitest
const typed = all.find(({ code }) => code.includes('isKnownEvent'))
const diagnosed = all.find(({ code }) => code.includes('diagnose('))
const routed = all.find(({ code }) => code.includes('new Router'))

const body = '{"id":"event_01","event":"connection.activated","data":{}}'
const genuine = { [HEADER_NAME]: sign('whsec_example', body), 'content-type': 'application/json' }

/** From the exports of an example, a function that sends it a Request. */
const SENDERS = {
  express: ({ app }) => serve(createServer(app)),
  fastify: async ({ app }) => serve((await app.ready()).server),
  http: ({ server }) => serve(server),
  koa: ({ app }) => serve(createServer(app.callback())),
  nest: async ({ app }) => serve((await app.useLogger(false), await app.init(), app.getHttpServer())),
  web: ({ POST }) => POST,
  lambda:
    ({ handler }) =>
    async (request) => {
      const headers = Object.fromEntries(request.headers)
      const sent = { httpMethod: request.method, headers, body: await request.text(), requestContext: {} }
      const { statusCode, ...answer } = await handler(sent, {})
      return new Response(answer.body, { status: statusCode })
    },
}

process.env.WORKOS_WEBHOOK_SECRET = 'whsec_example'
const folder = join(here, `readme-${process.pid}`)
mkdirSync(folder)
after(() => rmSync(folder, { recursive: true }))

test('the examples compile in strict TypeScript', () => {
  for (const { name, code } of examples) writeFileSync(join(folder, `${name}.mts`), code)
  writeFileSync(join(folder, 'typed.mts'), typed.code)
  writeFileSync(join(folder, 'routed.mts'), routed.code)
  writeFileSync(join(folder, 'actions.mts'), actions.code)
  const files = ['typed.mts', 'routed.mts', 'actions.mts', ...examples.map(({ name }) => `${name}.mts`)]
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', '--types', 'node', '--target', 'es2022']
  const decorators = ['--experimentalDecorators', '--emitDecoratorMetadata']
  const tsc = join(here, '../node_modules/typescript/bin/tsc')
  const options = ['--ignoreConfig', ...strict, ...decorators, '--module', 'nodenext']
  execFileSync(process.execPath, [tsc, ...options, ...files], { cwd: folder, encoding: 'utf8' })
})

for (const { name, language, code } of examples) {
  test(`the example of hookseal/${name} accepts and refuses`, async (context) => {
    const lines = []
    context.mock.method(console, 'log', (line) => lines.push(line))
    context.mock.method(console, 'warn', () => {})
    const file = join(folder, `${name}.mjs`)
    if (language === 'js') writeFileSync(file, code) // the compiler has written those in TypeScript
    const send = await SENDERS[name](await import(file))
    const post = (headers) => send(new Request('http://localhost/webhooks', { method: 'POST', body, headers }))
    const [accepted, refused] = [await post(genuine), await post({ 'content-type': 'application/json' })]
    assert.deepEqual([accepted.status, await accepted.text()], [200, ''])
    assert.deepEqual([refused.status, await refused.json()], [400, { error: 'missing_header' }])
    assert.deepEqual(lines, ['accepted connection.activated event_01'])
  })
}

test('the example of the types handles every event', async (context) => {
  const lines = []
  context.mock.method(console, 'log', (...words) => lines.push(words.join(' ')))
  const { handle } = await import(join(folder, 'typed.mjs'))
  const data = { directory_id: 'directory_01', emails: [{ value: 'zoe@example.com' }] }
  handle({ event: 'dsync.user.created', data })
  handle({ event: 'dsync.user.deleted', data: { directory_id: 'directory_01' } })
  handle({ event: 'user.created', data: {} })
  handle({ event: 'user.teleported', data: {} })
  assert.deepEqual(lines, ['directory_01 zoe@example.com', 'directory_01 ', 'no type for user.teleported'])
})

test('the example of actions decides', async () => {
  process.env.WORKOS_ACTION_SECRET = 'secret_example'
  const { app } = await import(join(folder, 'actions.mjs'))
  const send = await SENDERS.express({ app })
  const ask = async (ip_address) => {
    const body = JSON.stringify({ id: 'a', object: 'authentication_action_context', ip_address })
    const headers = { [HEADER_NAME]: sign('secret_example', body) }
    const answer = await send(new Request('http://localhost/actions', { method: 'POST', body, headers }))
    return (await answer.json()).payload
  }
  assert.equal((await ask('192.0.2.1')).verdict, 'Allow')
  assert.equal((await ask('198.51.100.7')).error_message, 'Sign in from the office.')
})

test('the example of the diagnosis names what happened', async (context) => {
  const lines = []
  context.mock.method(console, 'log', (line) => lines.push(line))
  const file = join(folder, 'diagnosed.mjs')
  writeFileSync(file, diagnosed.code)
  await import(file)
  assert.equal(lines.length, 2)
  assert.equal(lines[0], diagnosed.code.match(/log\(code\) \/\/ (.*)/)[1])
  assert.ok(lines[1].startsWith(`${diagnosed.code.match(/\/\/ (payload_\w+)/)[1]}: `))
})

test('the example of the router handles every event', async (context) => {
  const lines = []
  context.mock.method(console, 'log', (line) => lines.push(line))
  const { router } = await import(join(folder, 'routed.mjs'))
  const data = { directory_id: 'directory_01', emails: [{ value: 'zoe@example.com' }] }
  await router.handle({ id: 'event_01', event: 'dsync.user.created', data })
  await router.handle({ id: 'event_02', event: 'user.updated', data: { email: 'zoe@example.com' } })
  await router.handle({ id: 'event_03', event: 'user.teleported', data: {} })
  assert.deepEqual(lines, [
    'provision directory_01 zoe@example.com',
    'audit dsync.user.created',
    'count event_01',
    'greet zoe@example.com',
    'count event_02',
    'count event_03',
  ])
})

test('there is one example for each adapter', () => {
  const { exports } = JSON.parse(readFileSync(join(here, '../package.json'), 'utf8'))
  const adapters = Object.keys(exports).filter((name) => /^\.\/\w+$/.test(name))
  assert.deepEqual(adapters.sort(), examples.map(({ name }) => `./${name}`).sort())
})

async function serve(server) {
  after(() => server.close().closeAllConnections())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address()
  return (request) => fetch(new Request(`http://127.0.0.1:${port}${new URL(request.url).pathname}`, request))
}
