// ActionVerifier, and what the adapters of actions take and return.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import framework from 'express'
import server from 'fastify'
import { ACTION_TOLERANCE, ActionVerifier, HEADER_NAME, Verifier, sign } from 'hookseal'
import * as express from 'hookseal/express'
import * as fastify from 'hookseal/fastify'
import * as http from 'hookseal/http'
import * as lambda from 'hookseal/lambda'
import * as web from 'hookseal/web'
import { listen, silence } from './fixtures.mjs'

const require = createRequire(import.meta.url)
const SECRET = 'action_secret_41d0'
const NOW = 1_735_000_000_000
const BODY = JSON.stringify({ object: 'authentication_action_context', id: 'a1', user: { name: 'Zoë' } })
const verifier = new ActionVerifier(SECRET)

function construct(body = BODY, { using = verifier, secret = SECRET, now = NOW } = {}) {
  return using.constructAction(body, sign(secret, body, { timestamp: NOW }), { now })
}

/** The answer, if its signature holds for the bytes of its payload. */
function checked(answer, secret = SECRET) {
  const text = Buffer.from(answer).toString()
  const { object, payload, signature } = JSON.parse(text)
  const signed = `${payload.timestamp}.${JSON.stringify(payload)}`
  assert.equal(signature, createHmac('sha256', secret).update(signed).digest('hex'))
  assert.equal(text, JSON.stringify({ object, payload, signature }))
  return { object, ...payload }
}

/** A signed request, for an adapter of Fetch requests. */
function request(body = BODY, header = sign(SECRET, body)) {
  return new Request('http://localhost/', { method: 'POST', body, headers: { [HEADER_NAME]: header } })
}

test('an action is its id, its object and all its data', () => {
  assert.deepEqual(construct(), { id: 'a1', object: 'authentication_action_context', data: JSON.parse(BODY) })
  for (const body of [Buffer.from(BODY), new Uint8Array(Buffer.from(BODY))]) {
    assert.equal(construct(body).data.user.name, 'Zoë')
  }
})

test('events and actions name the verifier of the other', () => {
  const event = '{"id":"event_01","event":"user.created"}'
  const code = 'invalid_payload'
  assert.throws(() => construct(event), {
    name: 'VerificationError',
    code,
    message: /an event, which a Verifier reads/,
  })
  assert.throws(() => new Verifier(SECRET).constructEvent(BODY, sign(SECRET, BODY)), {
    code,
    message: /an action, which an ActionVerifier reads/,
  })
})

test('the tolerance is half a minute unless another is given', () => {
  assert.equal(ACTION_TOLERANCE, 30)
  assert.equal(construct(BODY, { now: NOW + 30_000 }).id, 'a1')
  assert.throws(() => construct(BODY, { now: NOW + 30_001 }), { code: 'timestamp_too_old', differenceMs: 30_001 })
  const any = new ActionVerifier(SECRET, { tolerance: null })
  assert.equal(construct(BODY, { using: any, now: NOW + 30_001 }).id, 'a1')
  assert.throws(() => new ActionVerifier(`${SECRET}\n`), { name: 'ConfigurationError', code: 'invalid_secret' })
  assert.throws(() => new ActionVerifier(SECRET, { tolerence: 10 }), { name: 'TypeError', message: /`tolerance`/ })
})

test('the answer is finished bytes, signed as they are', () => {
  const errorMessage = 'Jürgen: "</script>" \u2028😀\x01'
  const answer = verifier.signResponse(construct(), 'Deny', { errorMessage, now: new Date(NOW) })
  assert.ok(answer instanceof Uint8Array)
  const object = 'authentication_action_response'
  assert.deepEqual(checked(answer), { object, timestamp: NOW, verdict: 'Deny', error_message: errorMessage })
  const registration = construct('{"id":"1","object":"user_registration_action_context"}')
  const { timestamp, ...allowed } = checked(verifier.signResponse(registration, 'Allow'))
  assert.deepEqual(allowed, { object: 'user_registration_action_response', verdict: 'Allow' })
  assert.ok(Math.abs(timestamp - Date.now()) < 5_000)
})

test('what cannot be answered is an error of the arguments', () => {
  const action = construct()
  const respond = (verdict, options) => () => verifier.signResponse(action, verdict, options)
  assert.throws(respond('deny'), { name: 'RangeError', message: /Allow or Deny/ })
  assert.throws(respond('Allow', { errorMessage: 'welcome' }), { name: 'RangeError', message: /with Deny only/ })
  assert.throws(respond('Deny', { errorMessage: 'm'.repeat(501) }), { name: 'RangeError', message: /500 characters/ })
  assert.throws(respond('Deny', { errorMessage: '\ud800' }), { name: 'RangeError', message: /surrogate/ })
  assert.throws(respond('Deny', { errorMessage: null }), { name: 'TypeError', message: /errorMessage.*null/ })
  assert.throws(respond('Deny', { message: 'no' }), { name: 'TypeError', message: /`message`/ })
  assert.throws(respond('Deny', { now: -1 }), { name: 'RangeError' })
  assert.throws(respond(true), { name: 'TypeError', message: /'Allow' or 'Deny'/ })
  assert.throws(() => verifier.signResponse(undefined, 'Deny'), { name: 'TypeError', message: /constructAction/ })
  assert.throws(() => verifier.signResponse(construct('{"id":"1","object":"other"}'), 'Deny'), { name: 'RangeError' })
  // Characters are not UTF-16 units.
  checked(verifier.signResponse(action, 'Deny', { errorMessage: '😀'.repeat(500) }))
})

test('while the secret is rotated, the one that signed the action signs the answer', () => {
  const rotating = new ActionVerifier(['action_secret_new', SECRET])
  checked(rotating.signResponse(construct(BODY, { using: rotating }), 'Allow'), SECRET)
  const renewed = construct(BODY, { using: rotating, secret: 'action_secret_new' })
  checked(rotating.signResponse(renewed, 'Allow'), 'action_secret_new')
  const error = { name: 'RangeError', message: /the verifier that has verified it/ }
  assert.throws(() => verifier.signResponse(construct(BODY, { using: rotating }), 'Allow'), error)
})

test('import and require may be mixed', async () => {
  const Required = require('hookseal').ActionVerifier
  const rotating = [Required, ActionVerifier].map((type) => new type(['action_secret_new', SECRET]))
  for (const using of rotating) {
    assert.ok(using instanceof ActionVerifier && using instanceof Required)
    assert.ok(!(using instanceof Verifier))
    for (const other of rotating) checked(other.signResponse(construct(BODY, { using }), 'Deny'))
    for (const { action } of [web, require('hookseal/web')]) {
      checked(await (await action(using, () => 'Allow')(request())).bytes())
    }
  }
})

test('wrong arguments of action throw at once', () => {
  const allow = () => 'Allow'
  const makers = [
    (using, options) => express.action(using, allow, options),
    (using, options) => fastify.action({}, { verifier: using, ...options }, () => {}),
    (using, options) => http.action(using, allow, options),
    (using, options) => web.action(using, allow, options),
    (using, options) => lambda.action(using, allow, options),
  ]
  for (const make of makers) {
    for (const none of [undefined, SECRET, ActionVerifier, new Verifier(SECRET)]) {
      assert.throws(() => make(none), { name: 'TypeError', message: /pass new ActionVerifier\(secret\)/ })
    }
    for (const [name, value] of Object.entries({ deadlin: 1, onerror: 'Deny', log: 'no', tolerance: 10 })) {
      assert.throws(() => make(verifier, { [name]: value }), { name: 'TypeError', message: RegExp(`\\b${name}\\b`) })
    }
    for (const deadline of [0, -1, NaN, Infinity, 1e9]) {
      assert.throws(() => make(verifier, { deadline }), { name: 'RangeError', message: /seconds/ })
    }
    assert.throws(() => make(verifier, { deadline: '5' }), { name: 'TypeError', message: /deadline/ })
    const verdicts = [
      'deny',
      { verdict: 'Allow', errorMessage: 'no' },
      { verdict: 'Deny', errorMessage: 'm'.repeat(501) },
    ]
    for (const onError of verdicts) assert.throws(() => make(verifier, { onError }), { name: 'RangeError' })
    for (const onError of [null, true, {}, { verdict: 'Deny', message: 'no' }]) {
      assert.throws(() => make(verifier, { onError }), { name: 'TypeError', message: /verdict/ })
    }
  }
  for (const { action } of [express, http, web, lambda]) {
    assert.throws(() => action(verifier, 'Allow'), { name: 'TypeError', message: /action takes a handler/ })
  }
})

test('every adapter passes the action and sends the signed bytes, or 500 if there is no verdict', async (context) => {
  const errors = silence(context, 'error')
  const say = (action, request) => {
    assert.ok(request)
    if (action.id === 'throw') throw new Error('of the handler')
    return action.id === 'nothing' ? undefined : { verdict: 'Deny', errorMessage: `${action.id}, no` }
  }
  const scope = server()
  context.after(() => scope.close())
  scope.register(async (inner) => {
    inner.register(fastify.action, { verifier })
    inner.post('/', async (request) => say(request.workosAction, request))
  })
  await scope.listen({ host: '127.0.0.1', port: 0 })
  const fetched = web.action(verifier, say)
  const invoked = lambda.action(verifier, say)
  const over = (listening) => async (body, header) => {
    const { port } = listening.address()
    const answer = await fetch(new Request(`http://127.0.0.1:${port}/`, request(body, header)))
    return [answer.status, await answer.text()]
  }
  const adapters = [
    over(await listen(context, framework().post('/', express.action(verifier, say)))),
    over(await listen(context, http.action(verifier, say))),
    over(scope.server),
    async (body, header) => {
      const answer = await fetched(request(body, header))
      return [answer.status, await answer.text()]
    },
    async (body, header) => {
      const answer = await invoked({ httpMethod: 'POST', headers: { [HEADER_NAME]: header }, body })
      return [answer.statusCode, answer.body]
    },
  ]
  for (const ask of adapters) {
    const answerTo = (id) => {
      const body = JSON.stringify({ id, object: 'user_registration_action_context' })
      return ask(body, sign(SECRET, body))
    }
    const [status, answer] = await answerTo('Jürgen')
    assert.equal(status, 200)
    assert.equal(checked(answer).error_message, 'Jürgen, no')
    assert.deepEqual(await answerTo('throw'), [500, ''])
    assert.deepEqual(await answerTo('nothing'), [500, ''])
  }
  assert.equal(errors.length, 2 * adapters.length)
  assert.match(errors[0], /of the handler/)
  assert.match(errors[1], /a verdict is 'Allow', 'Deny' or .*, not undefined: return one/)
})

test('a handler that is late is answered for, and its own verdict does no harm', async (context) => {
  const errors = silence(context, 'error')
  let fail
  const late = () => new Promise((_, reject) => (fail = reject))
  const started = performance.now()
  const answer = await web.action(verifier, late, { deadline: 0.05, onError: 'Deny' })(request())
  assert.ok(performance.now() - started < 2_000)
  assert.equal(checked(await answer.bytes()).verdict, 'Deny')
  assert.match(errors.join(), /longer than 0\.05 s/)
  fail(new Error('too late')) // must not be an unhandled rejection
  const patient = web.action(verifier, async () => 'Allow', { deadline: null, now: () => Date.now() })
  assert.equal(checked(await (await patient(request())).bytes()).verdict, 'Allow')
})

test('Lambda: a handler that hangs is answered for, although nothing else keeps the process alive', () => {
  const program = `
    import { ActionVerifier, sign } from 'hookseal'
    import { action } from 'hookseal/lambda'
    const body = '{"id":"a1","object":"authentication_action_context"}'
    const options = { deadline: 0.1, onError: 'Deny' }
    const handler = action(new ActionVerifier('s'), () => new Promise(() => {}), options)
    const request = { httpMethod: 'POST', headers: { 'workos-signature': sign('s', body) }, body }
    console.log((await handler(request, {})).body)`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  assert.equal(JSON.parse(printed).payload.verdict, 'Deny')
})

test('a request that is refused never reaches the handler', async () => {
  const action = web.action(verifier, () => assert.fail('called'), { log: false })
  const old = sign(SECRET, BODY, { timestamp: Date.now() - 31_000 })
  for (const [header, error] of [
    [old, 'timestamp_too_old'],
    [sign('another', BODY), 'signature_mismatch'],
  ]) {
    const answer = await action(request(BODY, header))
    assert.deepEqual([answer.status, await answer.json()], [400, { error }])
  }
})
