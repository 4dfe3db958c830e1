import { ACTION_NAMES, judge } from '../lib/decide.js'
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
  expectInstance('webhook', fastify)
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

export function action(fastify, options, done) {
  const call = [fastify, options, done]
  if (callerOf(call)) return misplaced('hookseal/fastify', call)
  expectInstance('action', fastify)
  const { verifier, ...rest } = ownOptions(options, ['verifier', ...ACTION_NAMES], 'action')
  const decide = judge(verifier, rest)

  fastify.decorateRequest('workosAction', null)
  fastify.removeAllContentTypeParsers()
  // The body stays in the stream, for the handler below.
  fastify.addContentTypeParser('*', (_request, _stream, parsed) => parsed(null))
  // Calls the handler itself, because a hook cannot limit its time. Not by `onRoute`: a plugin that is not awaited loads
  // after the routes that follow it, so their handlers would run unverified.
  fastify.addHook('preHandler', async (request, reply) => {
    const { handler } = request.routeOptions
    const answer = await decide(delivery(request, request.raw, request, CURE), (asked) => {
      request.workosAction = asked
      return handler(request, reply)
    })
    return reply.code(answer.status).headers(answer.headers).send(answer.body)
  })
  done()
}

function expectInstance(name, fastify) {
  const isVerifier = ['constructEvent', 'constructAction'].some((method) => typeof fastify?.[method] === 'function')
  if (typeof fastify !== 'function' && !isVerifier) return
  throw new TypeError(
    `${name} from hookseal/fastify is a plugin, so do not call it: use scope.register(${name}, { verifier })`,
  )
}

for (const plugin of [webhook, action]) {
  // The plugin applies to the scope that registers it, not to one of its own.
  plugin[Symbol.for('skip-override')] = true
  plugin[Symbol.for('plugin-meta')] = { name: 'hookseal', fastify: '5.x' }
}
