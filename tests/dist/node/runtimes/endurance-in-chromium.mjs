// Large payloads and many verifiers in a page of Chromium, with FinalizationRegistry and without.
import assert from 'node:assert/strict'
import { open } from './chromium.mjs'

const MIB = 1024 * 1024

/** Lets the tests see the memory of every WebAssembly instance. */
function watchMemory() {
  globalThis.memories = []
  globalThis.memorySize = () => globalThis.memories.reduce((size, memory) => size + memory.buffer.byteLength, 0)
  WebAssembly.Instance = class extends WebAssembly.Instance {
    constructor(...parts) {
      super(...parts)
      globalThis.memories.push(this.exports.memory)
    }
  }
}

/** The header that WorkOS would send, by WebCrypto. */
async function headerOf(payload) {
  const encode = (text) => new TextEncoder().encode(text)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encode('whsec_example'), algorithm, false, ['sign'])
  const timestamp = Date.now()
  const signed = await new Blob([encode(`${timestamp}.`), payload]).arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, signed))
  return `t=${timestamp}, v1=${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** Verifies a payload with data of this size in every way, and also a forged one. */
async function largePayload(size) {
  const { Verifier, readEvent } = globalThis.script.hookseal
  const verifier = new Verifier('whsec_example')
  const text = JSON.stringify({ id: 'event_01', event: 'later.event', data: 'a'.repeat(size) })
  const payload = new TextEncoder().encode(text)
  const header = await globalThis.headerOf(payload)
  const before = globalThis.memorySize()
  const { secretIndex } = verifier.verify(payload, header)
  const verification = verifier.begin(header)
  for (let at = 0; at < payload.length; at += 100_000) verification.update(payload.subarray(at, at + 100_000))
  const streamed = verification.finish()
  const forged = payload.slice()
  forged[forged.length - 3] ^= 1
  let code
  try {
    verifier.constructEvent(forged, header)
  } catch (error) {
    code = error.code
  }
  const growth = globalThis.memorySize() - before
  const events = [verifier.constructEvent(payload, header), verifier.constructEvent(text, header), readEvent(payload)]
  return {
    indices: [secretIndex, streamed.secretIndex],
    code,
    growth,
    lengths: events.map(({ data }) => data.length),
    kept: globalThis.memorySize() - before,
  }
}

/** Makes verifiers and verifications, in rounds, and drops them. Resolves to the memory after each round. */
async function manyVerifiers({ rounds, each }) {
  const { Verifier, sign } = globalThis.script.hookseal
  const header = sign('whsec_example', '{}')
  const sizes = []
  for (let round = 0; round < rounds; round++) {
    for (let count = 0; count < each; count++) {
      const verifier = new Verifier(['whsec_example', 'whsec_other'])
      verifier.begin(header).update('{')
      if (count % 100 === 0) verifier.verify('{}', header)
    }
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 20)) // when the registry calls back
    sizes.push(globalThis.memorySize())
  }
  return sizes
}

const { page, close } = await open('script.mjs', watchMemory)
const sizes = await page.evaluate(manyVerifiers, { rounds: 8, each: 5_000 })
assert.ok(sizes.at(-1) <= sizes[1], `the memory grows: ${sizes}`)
await page.evaluate(`globalThis.headerOf = ${headerOf}`)
for (const size of [MIB, 20 * MIB]) {
  const { indices, code, growth, lengths, kept } = await page.evaluate(largePayload, size)
  assert.deepEqual(indices, [0, 0])
  assert.equal(code, 'signature_mismatch')
  assert.deepEqual(lengths, [size, size, size])
  // A payload is verified in pieces. Only a genuine event is copied as a whole, and the next one reuses that memory.
  assert.ok(growth < MIB, `${growth} bytes to verify ${size}`)
  assert.ok(kept < 2 * size + MIB, `${kept} bytes after events of ${size}`)
}
await close()

const without = await open('script.mjs', `delete globalThis.FinalizationRegistry; (${watchMemory})()`)
const [first, second] = await without.page.evaluate(manyVerifiers, { rounds: 2, each: 5_000 })
assert.ok(second > first, 'without the registry, nothing can be freed: the tests above see that')
await without.close()
console.log('accepted')
