import { decider } from '../lib/decide.js'
import { delivery } from '../lib/incoming.js'
import { isNode, isOfFastify, misplaced } from '../lib/misplaced.js'
import { receiver } from '../lib/receive.js'

const CURE =
  "mount webhook(verifier) before express.json(); or for this path, use express.raw({ type: '*/*' }) instead, or " +
  'have express.json({ verify }) store the Buffer in request.rawBody'
const HANDLER_HINT = "app.post('/webhooks', webhook(verifier), handler)"

export function webhook(verifier, options) {
  const receive = receiver(verifier, options, HANDLER_HINT)
  return async (request, response, next) => {
    // In Fastify, calling next() would make it wait for a body that has been read.
    if (!isNode(request, response) || typeof next !== 'function' || isOfFastify(request, response)) {
      return misplaced('hookseal/express', [request, response, next])
    }
    try {
      const outcome = await receive(delivery(request, request, request, CURE))
      if (!outcome.accepted) {
        response.writeHead(outcome.status, outcome.headers).end(outcome.body)
        return
      }
      // WorkOS has another answer already, and will send the event again.
      if (response.headersSent) {
        throw new TypeError('the request was answered while hookseal/express was reading it: the event is not handled')
      }
      request.body = outcome.payload
      request.webhookEvent = outcome.event
    } catch (error) {
      next(error)
      return
    }
    next()
  }
}

export function action(verifier, handler, options) {
  const decide = decider(verifier, handler, options)
  return async (request, response, next) => {
    if (!isNode(request, response) || typeof next !== 'function' || isOfFastify(request, response)) {
      return misplaced('hookseal/express', [request, response, next])
    }
    try {
      const { status, headers, body } = await decide(delivery(request, request, request, CURE), request)
      response.writeHead(status, headers).end(body)
    } catch (error) {
      next(error)
    }
  }
}
