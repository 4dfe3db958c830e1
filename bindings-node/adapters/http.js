import { decider } from '../lib/decide.js'
import { delivery, fail } from '../lib/incoming.js'
import { isNode, misplaced } from '../lib/misplaced.js'
import { receiver } from '../lib/receive.js'
import { toHandler } from '../lib/settings.js'

export function webhook(verifier, handler, options) {
  toHandler(handler, 'webhook(verifier, (event, request, response) => { ... })')
  const receive = receiver(verifier, options)
  return async (request, response, next) => {
    if (!isNode(request, response)) {
      return misplaced('hookseal/http', [request, response, next])
    }
    try {
      const outcome = await receive(delivery(request, request, request, cureFor(request, response)))
      if (response.headersSent) throw answeredBefore()
      if (!outcome.accepted) {
        response.writeHead(outcome.status, outcome.headers).end(outcome.body)
        return
      }
      request.body = outcome.payload
      response.statusCode = 200 // in Koa it is 404 by default
      await handler(outcome.event, request, response)
      if (!response.headersSent) response.end()
    } catch (error) {
      fail(response, error)
    }
  }
}

export function action(verifier, handler, options) {
  const decide = decider(verifier, handler, options)
  return async (request, response, next) => {
    if (!isNode(request, response)) return misplaced('hookseal/http', [request, response, next])
    try {
      const cure = cureFor(request, response)
      const { status, headers, body } = await decide(delivery(request, request, request, cure), request)
      if (response.headersSent) throw answeredBefore()
      response.writeHead(status, headers).end(body)
    } catch (error) {
      fail(response, error)
    }
  }
}

/** WorkOS already has another answer, so the event must not be handled. */
function answeredBefore() {
  return new TypeError(
    'the request was answered while hookseal/http was reading it, so the handler was not called: ' +
      'await or return the promise that the listener returns, or in Koa use hookseal/koa',
  )
}

function cureFor(request, response) {
  if (typeof response.setPreviewData === 'function') {
    return 'add `export const config = { api: { bodyParser: false } }` to this file of the pages router of Next.js'
  }
  if (request.app) return 'mount it before express.json(), or have express.json({ verify }) store request.rawBody'
  return 'call the listener before anything else reads the request'
}
