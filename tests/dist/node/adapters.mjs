// Loads the adapters by import and by require. None of the frameworks is installed here, so Nest's is left out: it
// alone imports its framework.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
for (const name of ['express', 'fastify', 'http', 'koa', 'lambda', 'web']) {
  assert.equal(typeof (await import(`hookseal/${name}`)).webhook, 'function')
  assert.equal(typeof require(`hookseal/${name}`).webhook, 'function')
}
console.log('accepted')
