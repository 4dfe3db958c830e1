import { delivery } from '../lib/incoming.js'
import { isKoa, misplaced } from '../lib/misplaced.js'
import { receiver } from '../lib/receive.js'

const CURE = 'put webhook(verifier) before the body parser, or have the parser keep the raw body in ctx.request.rawBody'
const HANDLER_HINT = "router.post('/webhooks', webhook(verifier), handler)"

export function webhook(verifier, options) {
  const receive = receiver(verifier, options, HANDLER_HINT)
  return async (context, next, third) => {
    if (!isKoa(context, next)) return misplaced('hookseal/koa', [context, next, third])
    const { req, request, state } = context
    const outcome = await receive(delivery(req, req, request, CURE))
    if (!outcome.accepted) {
      context.status = outcome.status
      context.set(outcome.headers)
      context.body = outcome.body
      return
    }
    state.webhookEvent = outcome.event
    request.body = outcome.payload
    await next()
  }
}
