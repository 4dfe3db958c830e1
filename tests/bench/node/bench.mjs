// One round of measurements in Node, with mitata. Prints a line of JSON for each.

import assert from 'node:assert'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

import koffi from 'koffi'
import { measure } from 'mitata'

import { load, timesToStart } from './backends.mjs'
import { delivery, eventsOf, realEvent } from './events.mjs'
import { SECRET, peers } from './peers.mjs'

const wasm = load('wasm')
const hookseal = load('native')
const { VerificationError, Verifier, sign } = hookseal

const SIZES = [256, 1 << 10, 4 << 10, 64 << 10, 1 << 20]
const ROUND = Number(process.env.ROUND ?? 0)

const library = koffi.load(process.env.YARDSTICK)
const yardsticks = Object.fromEntries(
  ['floor', 'core', 'sha256'].map((name) => [name, library.func(`double yardstick_${name}(uint32_t, uint32_t)`)]),
)

function record(group, name, parameter, ns) {
  console.log(JSON.stringify({ group, name, parameter, ns }))
}

async function time(group, name, parameter, work) {
  // Short, because there are many rounds, but long enough for the optimising compiler.
  const options = { min_cpu_time: 60e6, min_samples: 3, batch_samples: 512 }
  record(group, name, parameter, (await measure(work, options)).p50)
}

/** The same event as the yardstick's. */
function event(size) {
  const user = '{"id":"directory_user_01","emails":["a@example.com"],"active":true},'
  const head = '{"id":"event_01","event":"dsync.user.updated","data":{"users":['
  const tail = 'null],"filler":""}}'
  const users = user.repeat(Math.floor((size - head.length - tail.length) / user.length))
  const filler = '.'.repeat(size - head.length - tail.length - users.length)
  return Buffer.from(`${head}${users}null],"filler":"${filler}"}}`)
}

function start() {
  for (const [backend, ms] of timesToStart()) record('start', backend, 1, 1e6 * ms)
}

async function verify() {
  for (const size of SIZES) {
    const checks = await peers(hookseal, wasm, event(size))
    for (const [name, { takesBuffer }] of Object.entries(checks)) {
      console.log(JSON.stringify({ group: 'raw body', name, accepted: takesBuffer }))
    }
    const names = [...Object.keys(yardsticks), ...Object.keys(checks)]
    const turn = ROUND % names.length
    for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
      if (checks[name]) {
        await time('verify', name, size, checks[name].check)
      } else {
        const loops = Math.ceil(2e7 / (2000 + size))
        record('verify', name, size, yardsticks[name](size, loops) / loops)
      }
    }
  }
}

async function refuse() {
  const payload = event(1024)
  const verifier = new Verifier(SECRET)
  const genuine = sign(SECRET, payload)
  const cases = {
    none: [genuine, 'ok'],
    malformed: [genuine.replace('t=', 't=x'), 'malformed_header'],
    mismatch: [sign('another', payload), 'signature_mismatch'],
    stale: [sign(SECRET, payload, { timestamp: Date.now() - 3_600_000 }), 'timestamp_too_old'],
  }
  for (const [name, [header, code]] of Object.entries(cases)) {
    const check = () => {
      try {
        verifier.verify(payload, header)
      } catch (error) {
        if (error instanceof VerificationError) return error.code
        throw error
      }
      return 'ok'
    }
    assert.equal(check(), code)
    await time('refuse', name, 1024, check)
  }
}

async function construct() {
  await time('construction', 'hookseal', 1, () => new Verifier(SECRET))
}

async function readEvents() {
  const ways = Object.entries(await eventsOf(hookseal, realEvent()))
  const turn = ROUND % ways.length
  for (const [name, read] of [...ways.slice(turn), ...ways.slice(0, turn)]) await time('event', name, 1024, read)
}

async function deliver() {
  for (const [name, signer, status] of [
    ['none', SECRET, 200],
    ['mismatch', 'another', 400],
  ]) {
    const payload = realEvent()
    const work = delivery(hookseal, payload, sign(signer, payload), status)
    await work()
    await time('adapter', name, 1024, work)
  }
}

/** The time in which every worker verifies once. With enough cores, it equals that of one worker. */
async function threads() {
  const payload = event(64 << 10)
  const workerData = { payload, header: sign(SECRET, payload), loops: 1500 }
  for (let count = 1; count <= Math.max(2, availableParallelism()); count *= 2) {
    const waiting = new Int32Array(new SharedArrayBuffer(4))
    waiting[0] = count
    const times = Array.from({ length: count }, () => {
      const worker = new Worker(new URL('worker.mjs', import.meta.url), {
        workerData: { ...workerData, waiting },
      })
      return new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject))
    })
    record('threads', 'hookseal', count, Math.max(...(await Promise.all(times))))
  }
}

start()
await verify()
await refuse()
await construct()
await readEvents()
await deliver()
await threads()
