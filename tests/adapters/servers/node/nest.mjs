// node nest.mjs express | fastify
import 'reflect-metadata'
import { Controller, HttpCode, Module, Post, Req, UseGuards } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { webhook } from 'hookseal/nest'
import { LARGE, announce, port, summary, verifier } from './common.mjs'

const dropRawBody = {
  canActivate(context) {
    const request = context.switchToHttp().getRequest()
    delete request.rawBody
    request.body = { parsed: true }
    return true
  },
}
const guard = webhook(verifier)

// Written as TypeScript compiles a class with decorators.
class Webhooks {
  answer({ webhookEvent }) {
    return summary(webhookEvent)
  }
}
const { prototype } = Webhooks
for (const [path, guards] of Object.entries({
  webhooks: [guard],
  large: [webhook(verifier, LARGE)],
  parsed: [dropRawBody, guard],
  raw: [guard],
  empty: [guard],
})) {
  prototype[path] =
    path === 'empty'
      ? () => {}
      : function (request) {
          return this.answer(request)
        }
  Req()(prototype, path, 0)
  const property = Object.getOwnPropertyDescriptor(prototype, path)
  for (const decorate of [Post(path), HttpCode(200), UseGuards(...guards)]) decorate(prototype, path, property)
}
Controller()(Webhooks)

class App {}
Module({ controllers: [Webhooks] })(App)

// Nest prints an error when a client disconnects. It is expected here.
const error = (cause) => cause?.code === 'ECONNRESET' || console.error(cause)
const options = { rawBody: true, logger: { error, log() {}, warn() {} } }
const MAX = 16 * 1024 * 1024
let app
if (process.argv[2] === 'fastify') {
  const { FastifyAdapter } = await import('@nestjs/platform-fastify')
  app = await NestFactory.create(App, new FastifyAdapter(), options)
  const keep = (request, body, done) => done(null, body) // also bodies that are not JSON, or have no Content-Type
  app.useBodyParser(['application/json', '*'], { bodyLimit: MAX }, keep)
} else {
  app = await NestFactory.create(App, options)
  app.useBodyParser('json', { limit: MAX })
}
await app.listen(port, '127.0.0.1')
announce(app.getHttpServer().address().port)
