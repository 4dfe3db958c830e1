// An adapter that is used in the wrong framework: either it works, or the answer is 500 at once and the error
// names the right adapter. The request never hangs, and the process never ends.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import middie from '@fastify/middie'
import express from 'express'
import express4 from 'express-4'
import Fastify from 'fastify'
import { Hono } from 'hono'
import { webhook as expressWebhook } from 'hookseal/express'
import { webhook as fastifyWebhook } from 'hookseal/fastify'
import { webhook as httpWebhook } from 'hookseal/http'
import { webhook as koaWebhook } from 'hookseal/koa'
import { webhook as lambdaWebhook } from 'hookseal/lambda'
import { webhook as webWebhook } from 'hookseal/web'
import Koa from 'koa'
import { body, deliver, delivery, genuine, listen, silence, verifier } from './fixtures.mjs'

const ADAPTERS = {
  express: expressWebhook(verifier),
  fastify: fastifyWebhook,
  http: httpWebhook(verifier, () => {}),
  koa: koaWebhook(verifier),
  lambda: lambdaWebhook(verifier, () => {}),
  web: webWebhook(verifier, () => {}),
}

function ofExpress(framework) {
  return async (adapter, errors, context) => {
    const app = framework()
      .post('/', adapter, (request, response) => response.end())
      .use((error, request, response, next) => response.status(500).end(void errors.push(`${error}`)))
    return deliver(await listen(context, app))
  }
}

/** `own` is the framework's own adapter, `too` the others that work, `ask` sends a delivery to an adapter in it. */
const FRAMEWORKS = {
  'Express 5': { own: 'express', too: ['http'], ask: ofExpress(express) },
  'Express 4': { own: 'express', too: ['http'], ask: ofExpress(express4) },
  Fastify: {
    own: 'fastify',
    async ask(adapter, errors, context) {
      const app = Fastify()
      context.after(() => app.close())
      app.post('/', adapter)
      app.setErrorHandler((error, request, reply) => reply.code(500).send(void errors.push(`${error}`)))
      await app.listen({ port: 0, host: '127.0.0.1' })
      return deliver(app.server)
    },
  },
  'Fastify with middleware': {
    own: 'fastify',
    too: ['http'],
    async ask(adapter, errors, context) {
      const app = Fastify()
      context.after(() => app.close())
      await app.register(middie)
      app.use(adapter)
      app.post('/', async () => 'handled')
      app.setErrorHandler((error, request, reply) => reply.code(500).send(void errors.push(`${error}`)))
      await app.listen({ port: 0, host: '127.0.0.1' })
      return deliver(app.server)
    },
  },
  Koa: {
    own: 'koa',
    async ask(adapter, errors, context) {
      const app = new Koa().on('error', (error) => errors.push(`${error}`))
      app.use(adapter).use((context) => {
        context.body = 'handled'
      })
      return deliver(await listen(context, app.callback()))
    },
  },
  Hono: {
    own: 'web',
    async ask(adapter, errors) {
      const app = new Hono().post('/', adapter)
      app.onError((error, c) => c.text('', errors.push(`${error}`) && 500))
      return app.fetch(delivery())
    },
  },
  'node:http': {
    own: 'http',
    async ask(adapter, errors, context) {
      context.mock.method(console, 'error', (error) => errors.push(`${error}`))
      return deliver(await listen(context, adapter))
    },
  },
  Lambda: {
    own: 'lambda',
    async ask(adapter, errors) {
      const request = { httpMethod: 'POST', headers: genuine(), body, requestContext: {} }
      try {
        return { status: (await adapter(request, { awsRequestId: '1' })).statusCode }
      } catch (error) {
        errors.push(`${error}`)
        return { status: 500 }
      }
    },
  },
}

for (const [framework, { own, too = [], ask }] of Object.entries(FRAMEWORKS)) {
  for (const [name, adapter] of Object.entries(ADAPTERS)) {
    if (name === own && name === 'fastify') continue // a plugin; tests/adapters tests it
    const works = name === own || too.includes(name)
    test(`hookseal/${name} in ${framework} ${works ? 'works' : 'names the cure'}`, async (context) => {
      const errors = []
      const { status } = await ask(adapter, errors, context)
      if (works) {
        assert.deepEqual([status, errors], [200, []])
      } else {
        assert.equal(status, 500)
        assert.equal(errors.length, 1)
        assert.match(errors[0], RegExp(`^TypeError: hookseal/${name} does not work in .*: use .* hookseal/${own}\\b`))
      }
    })
  }
}

test('a listener that Koa does not await handles no event', async (context) => {
  const errors = silence(context, 'error')
  const handled = []
  const listener = httpWebhook(verifier, (event) => handled.push(event.id))
  const app = new Koa().use((context) => {
    listener(context.req, context.res)
  })
  const server = await listen(context, app.callback())
  assert.equal((await deliver(server)).status, 404)
  await new Promise(setImmediate)
  assert.deepEqual(handled, [])
  assert.match(errors.join(), /^TypeError: the request was answered .* hookseal\/koa/)

  const awaited = new Koa().use((context) => listener(context.req, context.res))
  assert.equal((await deliver(await listen(context, awaited.callback()))).status, 200)
  assert.deepEqual(handled, ['event_01'])
})

test('a wrong call of webhook throws at start-up', () => {
  const handler = () => {}
  for (const webhook of [expressWebhook, koaWebhook]) {
    const cure = /takes no handler here; pass it to the framework: .*webhook\(verifier\), handler\)/
    assert.throws(() => webhook(verifier, handler), { name: 'TypeError', message: cure })
  }
  for (const webhook of [httpWebhook, webWebhook, lambdaWebhook]) {
    for (const none of [undefined, { limit: 1 }]) {
      const cure = /takes a handler, not .*: webhook\(verifier, (async )?\(event/
      assert.throws(() => webhook(verifier, none), { name: 'TypeError', message: cure })
    }
  }
  const plugin = { name: 'TypeError', message: /scope\.register\(webhook, \{ verifier \}\)/ }
  assert.throws(() => fastifyWebhook(verifier), plugin)
  assert.throws(() => fastifyWebhook(() => verifier), plugin)
})

test('an event that is not an HTTP request is an error in Lambda', async () => {
  const error = { name: 'TypeError', message: /no HTTP method: .*API Gateway, a function URL .* invokes the function/ }
  for (const event of [{ Records: [] }, {}, undefined, null]) {
    await assert.rejects(ADAPTERS.lambda(event, {}), error)
  }
})

test('in NestJS on Fastify, the error names the guard of hookseal/nest', async (context) => {
  createRequire(import.meta.url)('reflect-metadata')
  const { Controller, Module, Post } = await import('@nestjs/common')
  const { NestFactory } = await import('@nestjs/core')
  const { FastifyAdapter } = await import('@nestjs/platform-fastify')
  class Webhooks {
    receive() {}
  }
  Post()(Webhooks.prototype, 'receive', Object.getOwnPropertyDescriptor(Webhooks.prototype, 'receive'))
  Controller()(Webhooks)
  class App {
    configure(consumer) {
      consumer.apply(ADAPTERS.express).forRoutes(Webhooks)
    }
  }
  Module({ controllers: [Webhooks] })(App)
  const errors = []
  const logger = { error: (error) => errors.push(`${error}`), log() {}, warn() {} }
  const app = await NestFactory.create(App, new FastifyAdapter(), { logger })
  context.after(() => app.close())
  await app.listen(0, '127.0.0.1')
  const { status, text } = await deliver(app.getHttpServer())
  assert.equal(status, 500)
  assert.match(errors.join() + text, /does not work in Fastify: .* hookseal\/nest/)
})
