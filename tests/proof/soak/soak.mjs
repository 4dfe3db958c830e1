// Measures how the memory of a Node process grows over a million verifications, half of them refused,
// and over 100 000 verifiers made and dropped.
//
// node --expose-gc soak.mjs FOLDER [--quick] [--leak]; hookseal must be installed in FOLDER, such as
// target/stage/node. `--leak` keeps a small object of every tenth call; the check must then fail.

import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import process from 'node:process'

const require = createRequire(resolve(process.argv[2], 'package.json'))
const { VerificationError, Verifier, sign } = require('hookseal')

const NOW = 1_735_000_000_000
const SECRET = 'whsec_soak'
const PAYLOAD = Buffer.from('{"id": "event_01", "event": "connection.activated", "data": {}}')
const SHORTER = PAYLOAD.subarray(1)
const HEADER = sign(SECRET, PAYLOAD, { timestamp: NOW })
// The collector keeps spare memory, and frees a verifier's native memory only some time later.
const BOUND = 4 * 1024 * 1024

const verifier = new Verifier(SECRET)
const leak = process.argv.includes('--leak')
const share = process.argv.includes('--quick') ? 10 : 1
const kept = []

const accept = () => verifier.verify(PAYLOAD, HEADER, { now: NOW })
const refuse = () => {
  try {
    return verifier.verify(SHORTER, HEADER, { now: NOW })
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return error.code
  }
}
const make = () => new Verifier([SECRET, 'whsec_old'])
const stream = () => {
  const verification = verifier.begin(HEADER)
  verification.update(PAYLOAD)
  return verification.finish({ now: NOW })
}
const construct = () => verifier.constructEvent(PAYLOAD, HEADER, { now: NOW })

/** Lets the event loop turn, because finalizers run only then. */
async function resident() {
  for (let turn = 0; turn < 4; turn++) {
    globalThis.gc()
    await new Promise((done) => setImmediate(done))
  }
  return process.memoryUsage.rss()
}

/** The growth in bytes, measured after a warm-up of a third of the rounds. */
async function growth(calls, times) {
  let before = 0
  for (let round = -Math.floor(times / 3); round < times; round++) {
    if (round === 0) before = await resident()
    for (const call of calls) {
      const result = call()
      if (leak && round % 10 === 0) kept.push(new Array(10).fill(result))
    }
    if (round % 1000 === 0) await new Promise((done) => setImmediate(done))
  }
  return (await resident()) - before
}

let passed = 0
let failed = 0
for (const [what, calls, times] of [
  ['verifications, half of them refused', [accept, refuse], 500_000 / share],
  ['verifiers made and dropped', [make], 100_000 / share],
  ['streams and events', [stream, construct], 100_000 / share],
]) {
  const grown = await growth(calls, times)
  const good = grown <= BOUND
  good ? passed++ : failed++
  const verdict = good ? 'ok    ' : 'FAILED'
  const kibibytes = Math.round(grown / 1024)
  console.log(`${verdict} node: ${times * calls.length} ${what}: ${kibibytes >= 0 ? '+' : ''}${kibibytes} KiB`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
