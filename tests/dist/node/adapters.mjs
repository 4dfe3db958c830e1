// Loads every adapter by import and by require. None of the frameworks is installed here.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
for (const name of ['express', 'fastify', 'http', 'web']) {
  const { webhook } = await import(`hookseal/${name}`)
  assert.equal(typeof webhook, 'function')
  assert.equal(require(`hookseal/${name}`).webhook, webhook)
}
console.log('accepted')
