import { delivery } from '../lib/incoming.js'
import { callerOf, misplaced } from '../lib/misplaced.js'
import { receiver } from '../lib/receive.js'
import { NAMES } from '../lib/settings.js'
import { ownOptions } from '../lib/arguments.js'

const CURE =
  'register webhook in a scope of its own, without another content type parser and without a hook that reads the body'

export function webhook(fastify, options, done) {
  const call = [fastify, options, done]
  if (callerOf(call)) return misplaced('hookseal/fastify', call)
  if (typeof fastify === 'function' || typeof fastify?.constructEvent === 'function') {
    throw new TypeError(
      'webhook from hookseal/fastify is a plugin, so do not call it: use scope.register(webhook, { verifier })',
    )
  }
  const { verifier, ...rest } = ownOptions(options, ['verifier', ...NAMES], 'webhook')
  const receive = receiver(verifier, rest)
  const outcomes = new WeakMap()
  const payloads = new WeakMap()

  fastify.decorateRequest('webhookEvent', null)
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', async (request, stream) => {
    const outcome = await receive(delivery(request, stream, request, CURE))
    outcomes.set(request, outcome)
    return outcome.payload
  })
  // Refusals are answered here, because a parser can only answer with an error. Without a body, no parser has run.
  fastify.addHook('preValidation', async (request, reply) => {
    const outcome = outcomes.get(request) ?? (await receive(delivery(request, request.raw, request, CURE)))
    if (!outcome.accepted) return reply.code(outcome.status).headers(outcome.headers).send(outcome.body)
    request.webhookEvent = outcome.event
    request.body = outcome.payload
    if (!request.routeOptions.schema?.body) return
    // A schema describes the JSON. Fastify validates a copy, because validation may change it.
    payloads.set(request, outcome.payload)
    request.body = JSON.parse(outcome.payload.toString())
  })
  fastify.addHook('preHandler', async (request) => {
    if (payloads.has(request)) request.body = payloads.get(request)
  })
  done()
}

// The plugin applies to the scope that registers it, not to one of its own.
webhook[Symbol.for('skip-override')] = true
webhook[Symbol.for('plugin-meta')] = { name: 'hookseal', fastify: '5.x' }
