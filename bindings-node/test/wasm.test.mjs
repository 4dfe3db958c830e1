// What the WebAssembly engine promises beyond its answers, which engines.test.mjs compares with the addon's.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { engineOf } from '../lib/engine/wasm.js'
import { compress } from './sha256.mjs'

const FILE = join(import.meta.dirname, '../hookseal.wasm')
const DIAGNOSE_FILE = join(import.meta.dirname, '../hookseal-diagnose.wasm')
const BUILD = join(import.meta.dirname, '../build-wasm.mjs')
const options = existsSync(FILE) ? {} : { skip: 'hookseal.wasm was not built, because Rust lacks its target' }

const MIB = 1 << 20
const SECRET = Buffer.from('whsec_f3b1c0e5a79d4826')
const EVENT = Buffer.from('{"id":"event_01","event":"dsync.user.updated","data":{}}')
const FAILED = { constructor: Error, message: /^hookseal itself failed, so nothing was verified/ }

const bytes = options.skip ? undefined : readFileSync(FILE)
const module = options.skip ? undefined : new WebAssembly.Module(bytes)

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc')

// The memory of every instance, in the order in which the engines made them.
const memories = []
const { Instance } = WebAssembly
WebAssembly.Instance = function (...args) {
  const instance = new Instance(...args)
  memories.push(instance.exports.memory)
  return instance
}

/** A new engine, and a function that copies its memory. */
function start() {
  const engine = engineOf(module)
  const memory = memories.at(-1)
  return { engine, memory, snapshot: () => Buffer.from(memory.buffer.slice()) }
}

/** An event of this many bytes. */
function eventOf(size) {
  const padding = size - EVENT.length
  return Buffer.concat([EVENT.subarray(0, -1), Buffer.from(`,"padding":"${'.'.repeat(padding - 13)}"}`)])
}

async function collectGarbage() {
  for (let round = 0; round < 5; round++) {
    gc()
    await setImmediate() // finalizers run between tasks
  }
}

/** Runs of four words in memory, where their least significant byte is first. */
function runs(words) {
  const memory = Buffer.alloc(4 * words.length)
  words.forEach((word, index) => memory.writeUInt32LE(word, 4 * index))
  return words.slice(3).map((_, index) => memory.subarray(4 * index, 4 * index + 16))
}

/** What tells the secret (`never`), or lets sign in its name (`keyed`): HMAC's two blocks, and the states after them. */
function traces(secret) {
  const found = { never: [secret], keyed: [] }
  for (const pad of [0x36, 0x5c]) {
    const block = Buffer.alloc(64, pad)
    secret.forEach((byte, index) => (block[index] = byte ^ pad))
    const { schedule, state } = compress(block)
    found.never.push(
      block.subarray(0, secret.length),
      ...runs(schedule).filter((run) => run.some((byte) => byte !== pad)),
    )
    found.keyed.push(...runs(state))
  }
  return found
}

function useVerifiers(engine) {
  const verifiers = [engine.newVerifier([SECRET], 180), engine.newVerifier([Buffer.from('other'), SECRET], 180)]
  const header = engine.sign(SECRET, EVENT)
  for (const verifier of verifiers) {
    engine.update(engine.begin(verifier, header), EVENT)
    engine.verify(verifier, EVENT, header)
    engine.checkEvent(verifier, EVENT, header)
  }
}

test('the memory never tells a secret, and keeps nothing of a verifier that is gone', options, async () => {
  const { engine, snapshot } = start()
  const { never, keyed } = traces(SECRET)
  const found = (all) => {
    const memory = snapshot()
    return all.filter((trace) => memory.includes(trace)).map((trace) => trace.toString('hex'))
  }
  useVerifiers(engine)
  assert.deepEqual(found(never), [])
  assert.equal(found(keyed).length, keyed.length, 'this test looks in the right place')
  await collectGarbage()
  assert.deepEqual(found([...never, ...keyed]), [])
})

test('the memory does not tell the signature that a forged delivery should have had', options, () => {
  const { engine, snapshot } = start()
  const verifier = engine.newVerifier([SECRET], 180)
  const forged = 't=1700000000000, v1=' + '0'.repeat(64)
  const expected = createHmac('sha256', SECRET).update('1700000000000.').update(EVENT).digest()
  assert.equal(engine.verify(verifier, EVENT, forged).code, 'signature_mismatch')
  assert.equal(engine.checkEvent(verifier, EVENT, forged).code, 'signature_mismatch')
  const streamed = engine.begin(verifier, forged)
  engine.update(streamed, EVENT)
  assert.equal(engine.finish(streamed).code, 'signature_mismatch')
  for (const digest of [expected, Buffer.from(expected).swap32(), Buffer.from(expected).swap64()]) {
    for (const half of [digest.subarray(0, 16), digest.subarray(16)]) assert.equal(snapshot().includes(half), false)
  }
})

test('a secret that is refused, or signs, is wiped too', options, () => {
  const { engine, snapshot } = start()
  const quoted = Buffer.from(`"${SECRET}"`)
  const long = Buffer.alloc(2 * MIB, SECRET)
  assert.equal(engine.newVerifier([SECRET, quoted], 180).code, 'invalid_secret')
  assert.equal(engine.sign(quoted, EVENT).code, 'invalid_secret')
  assert.match(engine.sign(long, EVENT), /^t=/)
  engine.newVerifier([long], 180)
  assert.equal(snapshot().includes(SECRET), false)
})

test('the memory does not grow with a payload that is not known to be genuine', options, () => {
  const { engine, memory } = start()
  const payload = eventOf(8 * MIB)
  const header = engine.sign(SECRET, EVENT)
  const verifier = engine.newVerifier([SECRET], 180)
  const before = memory.buffer.byteLength
  assert.ok(before < MIB)
  const verification = engine.begin(verifier, header)
  assert.equal(engine.update(verification, payload), true)
  for (const outcome of [
    engine.verify(verifier, payload, header),
    engine.checkEvent(verifier, payload, header),
    engine.finish(verification),
    engine.verify(verifier, EVENT, 'v1=,'.repeat(MIB)),
  ]) {
    assert.match(outcome.code, /^(signature_mismatch|malformed_header)$/)
  }
  assert.equal(memory.buffer.byteLength, before)
})

test('a large event is read, and its memory given back', options, () => {
  const { engine, memory } = start()
  const payload = eventOf(8 * MIB)
  const verifier = engine.newVerifier([SECRET], 180)
  const header = engine.sign(SECRET, payload)
  const text = payload.toString()
  assert.equal(engine.checkEvent(verifier, payload, header), text)
  const after = memory.buffer.byteLength
  for (let round = 0; round < 10; round++) assert.equal(engine.checkEvent(verifier, payload, header), text)
  // Its members take several times as much memory as its text.
  const members = Array.from({ length: 60_000 }, (_, index) => `"m${index}":0`).join()
  const manyMembers = Buffer.concat([EVENT.subarray(0, -1), Buffer.from(`,${members}}`)])
  assert.equal(engine.checkStoredEvent(manyMembers), manyMembers.toString())
  assert.equal(engine.checkEvent(verifier, EVENT, engine.sign(SECRET, EVENT)), EVENT.toString())
  assert.equal(memory.buffer.byteLength, after)
})

test('what no memory can hold is a RangeError, and harms nothing', options, () => {
  const { engine } = start()
  const verifier = engine.newVerifier([SECRET], 180)
  const huge = new Uint8Array(2 ** 31) // the system gives the memory only when it is used
  assert.throws(() => engine.checkStoredEvent(huge), { name: 'RangeError', message: /no memory for 2147483648 bytes/ })
  assert.throws(() => engine.sign(SECRET, huge), RangeError)
  assert.equal(typeof engine.verify(verifier, EVENT, engine.sign(SECRET, EVENT)), 'number')
})

test('verifications that nobody finishes are freed', options, async () => {
  const { engine, memory } = start()
  const verifier = engine.newVerifier([SECRET], 180)
  const header = engine.sign(SECRET, EVENT)
  const before = memory.buffer.byteLength
  for (let round = 0; round < 10; round++) {
    for (let count = 0; count < 500; count++) engine.begin(verifier, header)
    await collectGarbage()
  }
  assert.ok(memory.buffer.byteLength - before < 2 * MIB)
})

test('a trap ends the instance and what was made with it, and new verifiers work', options, () => {
  const { engine, memory } = start()
  const verifier = engine.newVerifier([SECRET], 180)
  const verification = engine.begin(verifier, engine.sign(SECRET, EVENT))
  const header = engine.sign(SECRET, EVENT)
  new Uint8Array(memory.buffer).fill(0xff)
  assert.throws(() => engine.verify(verifier, EVENT, header), FAILED)
  assert.ok(new Uint8Array(memory.buffer).every((byte) => byte === 0))
  for (const call of [
    () => engine.verify(verifier, EVENT, header),
    () => engine.checkEvent(verifier, eventOf(MIB), header),
    () => engine.begin(verifier, header),
    () => engine.update(verification, EVENT),
    () => engine.finish(verification),
  ]) {
    assert.throws(call, FAILED)
  }
  const renewed = engine.newVerifier([SECRET], 180)
  assert.equal(typeof engine.verify(renewed, EVENT, engine.sign(SECRET, EVENT)), 'number')
  assert.throws(() => engine.verify(verifier, EVENT, header), FAILED)
})

for (const [name, file] of [
  ['verifies', FILE],
  ['diagnoses', DIAGNOSE_FILE],
]) {
  test(`no numbers make a function trap in the module that ${name}`, options, () => expectNoTrap(file))
}

function expectNoTrap(file) {
  const { memory, ...exports } = new Instance(new WebAssembly.Module(readFileSync(file))).exports
  const calls = Object.fromEntries(Object.entries(exports).filter(([, value]) => typeof value === 'function'))
  const numbers = [0, 1, -1, 7, 64, 4096, 2 ** 31, 2 ** 32 - 1, 2 ** 53, 0.5, NaN, Infinity, -Infinity, 1e300]
  let seed = 1
  const random = (limit) => (seed = (seed * 48271) % 2147483647) % limit
  for (const name of Object.keys(calls)) {
    for (let round = 0; round < 2000; round++) {
      const size = random(200)
      const address = calls.resize_buffer(size)
      new Uint8Array(memory.buffer, address, size).forEach((_, at, buffer) => (buffer[at] = random(256)))
      const args = Array.from({ length: calls[name].length }, () => numbers[random(numbers.length)])
      calls[name](...args)
    }
  }
}

test('without FinalizationRegistry, as in older Workers', options, async (context) => {
  const { FinalizationRegistry } = globalThis
  context.after(() => (globalThis.FinalizationRegistry = FinalizationRegistry))
  delete globalThis.FinalizationRegistry
  const engine = (await import('../lib/engine/wasm.js?without')).engineOf(module)
  const verifier = engine.newVerifier([SECRET], 180)
  assert.equal(engine.checkEvent(verifier, EVENT, engine.sign(SECRET, EVENT)), EVENT.toString())
})

test('the module is small', options, () => {
  assert.ok(bytes.length < 110_000, `${bytes.length} bytes`)
  assert.ok(gzipSync(bytes, { level: 9 }).length < 45_000)
})

test('what was built was made of these sources, and another module is told from it', options, (context) => {
  const check = (file) => execFileSync(process.execPath, [BUILD, '--check', file], { stdio: 'pipe' })
  for (const file of [FILE, DIAGNOSE_FILE]) check(file)
  const folder = mkdtempSync(join(tmpdir(), 'hookseal-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const other = join(folder, 'other.wasm')
  writeFileSync(other, Buffer.concat([bytes.subarray(0, -1), Buffer.from('z')]))
  assert.throws(() => check(other), /was not made of these sources/)
})
