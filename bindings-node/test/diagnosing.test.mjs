// Adapters with `diagnose: true`: the line of a refusal says what explains it, and the answer does not.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { body, genuine, silence } from './fixtures.mjs'

const NEWLINE = 'payload_newline_added'
const SECRETS = Symbol.for('hookseal.secrets')

/** Copies of the modules that have printed nothing so far. */
function fresh() {
  const require = createRequire(import.meta.url)
  for (const file of Object.keys(require.cache)) if (!file.endsWith('.node')) delete require.cache[file]
  return require
}

const spoilt = (headers = genuine()) => new Request('http://localhost/', { method: 'POST', body: `${body}\n`, headers })

async function expectRefusal(answer) {
  assert.deepEqual([answer.status, await answer.text()], [400, '{"error":"signature_mismatch"}'])
}

/** Sets NODE_ENV during the test. */
function setEnvironment(context, value) {
  const { NODE_ENV: before } = process.env
  context.after(() => (before === undefined ? delete process.env.NODE_ENV : (process.env.NODE_ENV = before)))
  process.env.NODE_ENV = value
}

test('the line says what happened and what to do', async (context) => {
  const require = fresh()
  const { Verifier, diagnose } = require('hookseal')
  const { webhook } = require('hookseal/web')
  const [lines, refusals] = [silence(context, 'warn'), []]
  const onRefusal = (refusal) => refusals.push(refusal)
  const receive = webhook(new Verifier('whsec_hidden'), () => {}, { diagnose: true, onRefusal })
  await expectRefusal(await receive(spoilt()))
  const [{ message, advice }] = diagnose(`${body}\n`, genuine(), 'whsec_hidden').findings
  assert.equal(lines.length, 1)
  assert.match(lines[0], /^hookseal refused a delivery: signature_mismatch: no signature matches .*; payload_/)
  for (const told of [NEWLINE, message, advice]) assert.ok(lines[0].includes(told))
  assert.doesNotMatch(lines[0], /\n|whsec_|event_01|v1=/)
  assert.deepEqual(Object.keys(refusals[0]), ['code', 'message'])
  assert.ok(!refusals[0].message.includes(NEWLINE))
})

test('by default the line says nothing more', async (context) => {
  const require = fresh()
  const { Verifier } = require('hookseal')
  const lines = silence(context, 'warn')
  await expectRefusal(await require('hookseal/web').webhook(new Verifier('whsec_hidden'), () => {})(spoilt()))
  assert.equal(lines.length, 1)
  assert.ok(!lines[0].includes(NEWLINE))
})

test('a flood is diagnosed once a second', async (context) => {
  const require = fresh()
  const { Verifier } = require('hookseal')
  const lines = silence(context, 'warn')
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const verifier = new Verifier('whsec_hidden')
  const [one, another] = [1, 2].map(() => require('hookseal/web').webhook(verifier, () => {}, { diagnose: true }))
  let diagnoses = 0
  Object.defineProperty(verifier, SECRETS, { get: () => (diagnoses++, 'whsec_hidden') })
  const flood = () => Promise.all([one, another, one, another, one].map((receive) => receive(spoilt())))
  for (const answer of await flood()) await expectRefusal(answer)
  assert.equal(diagnoses, 1)
  context.mock.timers.tick(1_000)
  await flood()
  assert.equal(diagnoses, 1)
  context.mock.timers.tick(1_000)
  context.mock.timers.tick(1_000)
  await flood()
  assert.equal(diagnoses, 2)
  assert.equal(lines.filter((line) => line.includes(NEWLINE)).length, 2)
})

test('no diagnosis without a log, or of a verifier that has no secrets', async (context) => {
  const require = fresh()
  const { Verifier } = require('hookseal')
  const { webhook } = require('hookseal/web')
  const lines = silence(context, 'warn')
  const verifier = new Verifier('whsec_hidden')
  const quiet = webhook(verifier, () => {}, { diagnose: true, log: false })
  await expectRefusal(await quiet(spoilt()))
  assert.deepEqual(lines, [])
  const lookalike = { constructEvent: (...args) => verifier.constructEvent(...args) }
  await expectRefusal(await webhook(lookalike, () => {}, { diagnose: true })(spoilt()))
  assert.match(lines[0], /signature_mismatch: [^;]*$/)
})

test('a diagnosis that fails is printed, and changes no answer', async (context) => {
  const require = fresh()
  const { Verifier } = require('hookseal')
  const [lines, errors] = [silence(context, 'warn'), silence(context, 'error')]
  const verifier = new Verifier('whsec_hidden')
  Object.defineProperty(verifier, SECRETS, { value: 7 })
  await expectRefusal(await require('hookseal/web').webhook(verifier, () => {}, { diagnose: true })(spoilt()))
  assert.match(errors[0], /^TypeError: secret must be/)
  assert.match(lines[0], /^hookseal refused a delivery: signature_mismatch/)
})

test('the adapters of node:http and of actions diagnose as well', async (context) => {
  for (const sent of ['http', 'action']) {
    const require = fresh()
    const { ActionVerifier, Verifier } = require('hookseal')
    const lines = silence(context, 'warn')
    if (sent === 'http') {
      const { Readable } = require('node:stream')
      const listener = require('hookseal/http').webhook(new Verifier('whsec_hidden'), () => {}, { diagnose: true })
      const headers = Object.fromEntries(new Headers(genuine()))
      const request = Object.assign(Readable.from([Buffer.from(body), Buffer.from('\n')]), { method: 'POST', headers })
      const status = await new Promise((resolve) => {
        listener(request, { headersSent: false, writeHead: (status) => ({ end: () => resolve(status) }) })
      })
      assert.equal(status, 400)
    } else {
      const { action } = require('hookseal/web')
      await expectRefusal(await action(new ActionVerifier('whsec_hidden'), () => 'Allow', { diagnose: true })(spoilt()))
    }
    assert.ok(lines[0].includes(NEWLINE), sent)
    context.mock.restoreAll()
  }
})

test('in production it is refused, and a verifier keeps no secret', (context) => {
  setEnvironment(context, 'production')
  const require = fresh()
  const { Verifier } = require('hookseal')
  const verifier = new Verifier('whsec_hidden')
  assert.equal(verifier[SECRETS], undefined)
  for (const name of ['web', 'http', 'express', 'koa', 'lambda']) {
    const { webhook } = require(`hookseal/${name}`)
    const handler = ['express', 'koa'].includes(name) ? [] : [() => {}]
    const make = (diagnose) => webhook(verifier, ...handler, { diagnose })
    const message = /^diagnose must not be true in production, which NODE_ENV says this is: pass \{ diagnose: /
    assert.throws(() => make(true), { name: 'TypeError', message })
    make(false)
    make(undefined)
  }
})

test('anything but true and false is a TypeError', () => {
  const { Verifier } = fresh()('hookseal')
  const { webhook } = fresh()('hookseal/web')
  for (const diagnose of [null, 1, 'yes', {}]) {
    assert.throws(() => webhook(new Verifier('whsec_hidden'), () => {}, { diagnose }), {
      name: 'TypeError',
      message: /^diagnose must be true or false, not /,
    })
  }
})
