// The router, with the adapters that take it as their handler and in a handler of the others.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import express from 'express'
import { Router, readEvent } from 'hookseal'
import * as expressAdapter from 'hookseal/express'
import * as http from 'hookseal/http'
import * as lambda from 'hookseal/lambda'
import * as web from 'hookseal/web'
import { body, deliver, delivery, genuine, listen, silence, verifier } from './fixtures.mjs'

const event = (name) => readEvent(JSON.stringify({ id: 'event_01', event: name, data: {} }))

/** A router that writes down which handlers it calls. */
function recording(...patterns) {
  const called = []
  const router = new Router()
  for (const pattern of patterns) router.on(pattern, () => called.push(`${pattern}`))
  return { router, called }
}

test('handlers are called by the name of the event, in the order of their registration', async () => {
  const { router, called } = recording(
    'dsync.*',
    'dsync.user.created',
    ['user.created', 'dsync.user.*'],
    'dsync.group.*',
  )
  router.onAny(() => called.push('any'))
  const calls = async (name) => {
    called.length = 0
    assert.equal(await router.handle(event(name)), undefined)
    return called.join(' ')
  }
  assert.equal(await calls('dsync.user.created'), 'dsync.* dsync.user.created user.created,dsync.user.* any')
  assert.equal(await calls('user.created'), 'user.created,dsync.user.* any')
  assert.equal(await calls('dsync.of.later'), 'dsync.* any')
  assert.equal(await calls('dsyncs.deleted'), 'any')
  // A name that is newer than hookseal, and a list that changes after it was passed.
  const names = ['of.later']
  router.on(names, () => called.push('later'))
  names[0] = 'user.created'
  assert.equal(await calls('of.later'), 'any later')
})

test('handlers run one after the other, and get what the router was called with', async () => {
  const log = []
  const router = new Router()
    .on('user.created', async (...all) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      log.push(all)
    })
    .onAny((...all) => log.push(all))
  const { handle } = router // without `this`
  const created = event('user.created')
  await handle(created, 'request', 2)
  assert.deepEqual(log, [
    [created, 'request', 2],
    [created, 'request', 2],
  ])
})

test('a handler that fails keeps no other from running', async () => {
  const { router, called } = recording('user.created')
  const [first, second] = [new Error('first'), new Error('second')]
  router.on('user.created', () => {
    throw first
  })
  router.on('user.*', () => called.push('later'))
  await assert.rejects(router.handle(event('user.created')), first)
  assert.deepEqual(called, ['user.created', 'later'])
  router.onAny(() => Promise.reject(second))
  await assert.rejects(router.handle(event('user.created')), (error) => {
    assert.ok(error instanceof AggregateError)
    assert.deepEqual(error.errors, [first, second])
    return true
  })
  await assert.rejects(router.handle(event('role.created')), second)
})

test('wrong arguments throw at once', async () => {
  const router = new Router()
  for (const pattern of ['', 'dsync*', '*.created', 'dsync.*.created', '**']) {
    const error = { name: 'RangeError', message: /dsync\.\*/ }
    assert.throws(() => router.on(pattern, () => {}), error)
    assert.throws(() => router.on(['user.created', pattern], () => {}), error)
  }
  for (const pattern of [undefined, 5, [], [5], /user/]) {
    assert.throws(() => router.on(pattern, () => {}), { name: 'TypeError', message: /name of an event/ })
  }
  assert.throws(() => router.on('user.created'), { name: 'TypeError', message: /a handler, .* not undefined/ })
  assert.throws(() => router.onAny({}), { name: 'TypeError', message: /onAny takes a handler/ })
  for (const wrong of [undefined, body, { id: 'event_01' }]) {
    await assert.rejects(router.handle(wrong), { name: 'TypeError', message: /takes the verified event/ })
  }
})

test('every adapter answers 500 if a handler fails, and 200 otherwise', async (context) => {
  silence(context, 'error')
  const request = { httpMethod: 'POST', headers: genuine(), body }
  const app = ({ handle }) =>
    express()
      .set('env', 'test') // does not print errors
      .post('/', expressAdapter.webhook(verifier), async (request, response) => {
        await handle(request.webhookEvent, request)
        response.end()
      })
  const statuses = async (router) => [
    (await deliver(await listen(context, http.webhook(verifier, router.handle)))).status,
    (await deliver(await listen(context, app(router)))).status,
    await web
      .webhook(
        verifier,
        router.handle,
      )(delivery())
      .then(...outcome),
    await lambda
      .webhook(
        verifier,
        router.handle,
      )(request)
      .then(...outcome),
  ]
  // A framework or a runtime that calls these answers 500 if they reject.
  const outcome = [({ status, statusCode }) => status ?? statusCode, () => 500]

  const seen = []
  const router = new Router().on('connection.activated', ({ id }, ...rest) => seen.push([id, rest.length]))
  assert.deepEqual(await statuses(router), [200, 200, 200, 200])
  assert.deepEqual(seen, [
    ['event_01', 2],
    ['event_01', 1],
    ['event_01', 2],
    ['event_01', 2],
  ])
  router.on('connection.*', () => {
    throw new Error('the database is away')
  })
  assert.deepEqual(await statuses(router), [500, 500, 500, 500])
})

test('`require` gives a router too', async () => {
  const required = new (createRequire(import.meta.url)('hookseal').Router)()
  await required.onAny(({ event }) => assert.equal(event, 'user.created')).handle(event('user.created'))
})
