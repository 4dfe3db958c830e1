'use strict'

const { delivery } = require('../lib/incoming.js')
const { receiver } = require('../lib/receive.js')

const ADVICE =
  'register webhook in a scope of its own, without another content type parser or a hook that reads the body'

function webhook(fastify, { verifier, limit }, done) {
  const receive = receiver(verifier, { limit })
  const received = new WeakMap()

  fastify.decorateRequest('webhookEvent', null)
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', async (request, stream) => {
    const outcome = await receive(delivery(request, stream, undefined, ADVICE))
    received.set(request, outcome)
    return outcome.payload
  })
  // Only an error could be answered from within a parser. Without a body, none has run.
  fastify.addHook('preValidation', async (request, reply) => {
    const outcome = received.get(request) ?? (await receive(delivery(request, request.raw, request.body, ADVICE)))
    if (outcome.event === undefined) return reply.code(outcome.status).headers(outcome.headers).send(outcome.body)
    request.body = outcome.payload
    request.webhookEvent = outcome.event
  })
  done()
}

// It is for the scope that registers it.
webhook[Symbol.for('skip-override')] = true
webhook[Symbol.for('plugin-meta')] = { name: 'hookseal', fastify: '5.x' }

module.exports = { webhook }
