// The README's examples, run as they stand.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { HEADER_NAME, sign } from 'hookseal'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const blocks = [...readme.matchAll(/^```js\n(.*?)^```/gms)].map((match) => match[1])
// tests/dist runs the others with their tools.
const examples = blocks.filter((block) => /'hookseal\/\w+'/.test(block))

const SERVERS = {
  express: ({ app }) => createServer(app),
  fastify: async ({ app }) => (await app.ready()).server,
  http: ({ server }) => server,
}

const body = '{"id":"event_01","event":"connection.activated","data":{}}'
const genuine = { [HEADER_NAME]: sign('whsec_example', body) }

process.env.WORKOS_WEBHOOK_SECRET = 'whsec_example'

for (const [index, example] of examples.entries()) {
  const name = example.match(/'hookseal\/(\w+)'/)[1]
  test(`the example of hookseal/${name} accepts and refuses`, async (context) => {
    const lines = []
    context.mock.method(console, 'log', (line) => lines.push(line))
    const file = join(import.meta.dirname, `readme-example-${process.pid}-${index}.mjs`)
    writeFileSync(file, example)
    const module = await import(file).finally(() => rmSync(file))
    const ask = SERVERS[name] ? await serve(await SERVERS[name](module)) : module.POST
    const post = (headers) => ask(new Request('http://localhost/webhooks', { method: 'POST', body, headers }))
    const [accepted, refused] = [await post(genuine), await post({})]
    assert.deepEqual([accepted.status, await accepted.text()], [200, ''])
    assert.deepEqual([refused.status, await refused.json()], [400, { error: 'missing_header' }])
    assert.deepEqual(lines, ['accepted connection.activated event_01'])
  })
}

test('there is one for each adapter', () => {
  const { exports } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))
  const adapters = Object.keys(exports).filter((name) => /^\.\/\w+$/.test(name))
  assert.deepEqual(adapters.sort(), examples.map((example) => `.${example.match(/'hookseal(\/\w+)'/)[1]}`).sort())
})

test('they compile as strict TypeScript', (context) => {
  // In this package, where their imports are found.
  const folder = mkdtempSync(join(import.meta.dirname, 'readme-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const files = examples.map((example, index) => {
    const file = join(folder, `${index}.mts`)
    writeFileSync(file, example)
    return file
  })
  const { compilerOptions } = JSON.parse(readFileSync(join(import.meta.dirname, 'tsconfig.json'), 'utf8'))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  execFileSync('npx', ['tsc', '--project', folder], { stdio: ['ignore', 'inherit', 'inherit'] })
})

async function serve(server) {
  after(() => server.close().closeAllConnections())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address()
  return (request) => fetch(new Request(`http://127.0.0.1:${port}/webhooks`, request))
}
