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

function largePayloads(sizes) {
  const { Verifier, readEvent, sign } = globalThis.script.hookseal
  const verifier = new Verifier('whsec_example')
  return sizes.map((size) => {
    const text = JSON.stringify({ id: 'event_01', event: 'later.event', data: 'a'.repeat(size) })
    const payload = new TextEncoder().encode(text)
    const header = sign('whsec_example', payload)
    const forged = payload.slice()
    forged[forged.length - 3] ^= 1
    const verification = verifier.begin(header)
    for (let at = 0; at < payload.length; at += 100_000) verification.update(payload.subarray(at, at + 100_000))
    verifier.verify(payload, header)
    let code
    try {
      verifier.verify(forged, header)
    } catch (error) {
      code = error.code
    }
    const verified = globalThis.memorySize()
    const events = [verifier.constructEvent(payload, header), verifier.constructEvent(text, header), readEvent(payload)]
    return {
      code,
      streamed: verification.finish().secretIndex,
      lengths: events.map(({ data }) => data.length),
      verified,
      afterwards: globalThis.memorySize(),
    }
  })
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
const [small, large] = await page.evaluate(largePayloads, [MIB, 20 * 1000 * 1000])
for (const [size, { code, streamed, lengths }] of [
  [MIB, small],
  [20 * 1000 * 1000, large],
]) {
  assert.equal(code, 'signature_mismatch')
  assert.equal(streamed, 0)
  assert.deepEqual(lengths, [size, size, size])
}
// To verify, a payload is copied in pieces. An event is read as a whole, but its buffer is for the next one.
assert.ok(large.verified - small.afterwards < MIB, `${large.verified} bytes after ${small.afterwards}`)
assert.ok(large.afterwards < 64 * MIB, `${large.afterwards} bytes`)
const sizes = await page.evaluate(manyVerifiers, { rounds: 8, each: 5_000 })
assert.ok(sizes.at(-1) <= sizes[1], `the memory grows: ${sizes}`)
await close()

const without = await open('script.mjs', () => delete globalThis.FinalizationRegistry)
await without.page.evaluate(() => (globalThis.memorySize = () => 0))
await without.page.evaluate(manyVerifiers, { rounds: 1, each: 5_000 })
await without.close()
console.log('accepted')
