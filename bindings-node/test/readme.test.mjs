// The README's example, run as it stands.
import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { HEADER_NAME, sign } from 'hookseal'

test('the example accepts and refuses', async (context) => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  const [example] = [...readme.matchAll(/^```js\n(.*?)^```/gms)].map((match) => match[1])
  const file = join(import.meta.dirname, `readme-example-${process.pid}.mjs`)
  const lines = []
  context.mock.method(console, 'log', (line) => lines.push(line))
  process.env.WORKOS_WEBHOOK_SECRET = 'whsec_example'
  writeFileSync(file, example)
  try {
    const { webhook } = await import(file)
    const body = Buffer.from('{"id":"event_01","event":"connection.activated","data":{}}')
    const answer = (headers) => {
      let code
      webhook({ body, headers }, { status: (status) => ((code = status), { end() {} }) })
      return code
    }
    assert.equal(answer({ [HEADER_NAME.toLowerCase()]: sign('whsec_example', body) }), 200)
    assert.equal(answer({}), 400)
  } finally {
    rmSync(file)
  }
  assert.equal(lines[0], 'accepted connection.activated event_01')
  assert.match(lines[1], /^refused: missing_header: /)
})
