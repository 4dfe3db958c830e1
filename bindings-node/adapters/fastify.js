'use strict'

const { delivery } = require('../lib/incoming.js')
const { callerOf, misplaced } = require('../lib/misplaced.js')
const { receiver } = require('../lib/receive.js')
const { NAMES } = require('../lib/settings.js')
const { ownOptions } = require('../lib/arguments.js')

const CURE = 'register webhook in a scope of its own, without another content type parser or a hook that reads the body'

function webhook(fastify, options, done) {
  const call = [fastify, options, done]
  if (callerOf(call)) return misplaced('hookseal/fastify', call)
  if (typeof fastify === 'function' || typeof fastify?.constructEvent === 'function') {
    throw new TypeError('webhook of hookseal/fastify is a plugin: scope.register(webhook, { verifier })')
  }
  const { verifier, ...rest } = ownOptions(options, ['verifier', ...NAMES], 'webhook')
  const receive = receiver(verifier, rest)
  const received = new WeakMap()
  const toRestore = new WeakMap()

  fastify.decorateRequest('webhookEvent', null)
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', async (request, stream) => {
    const outcome = await receive(delivery(request, stream, request, CURE))
    received.set(request, outcome)
    return outcome.payload
  })
  // Only an error could be answered from within a parser. Without a body, none has run.
  fastify.addHook('preValidation', async (request, reply) => {
    const outcome = received.get(request) ?? (await receive(delivery(request, request.raw, request, CURE)))
    if (!outcome.accepted) return reply.code(outcome.status).headers(outcome.headers).send(outcome.body)
    request.webhookEvent = outcome.event
    request.body = outcome.payload
    if (!request.routeOptions.schema?.body) return
    // A schema describes the JSON. Validation may change what it validates, so it gets a copy.
    toRestore.set(request, outcome.payload)
    request.body = JSON.parse(outcome.payload.toString())
  })
  fastify.addHook('preHandler', async (request) => {
    if (toRestore.has(request)) request.body = toRestore.get(request)
  })
  done()
}

// It is for the scope that registers it.
webhook[Symbol.for('skip-override')] = true
webhook[Symbol.for('plugin-meta')] = { name: 'hookseal', fastify: '5.x' }

module.exports = { webhook }
