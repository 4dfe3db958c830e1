import { STATUS_CODES } from 'node:http'
import { decider } from '../lib/decide.js'
import { misplaced } from '../lib/misplaced.js'
import { receiver } from '../lib/receive.js'
import { toHandler } from '../lib/settings.js'

const NO_REQUEST =
  'this event is not an HTTP request, as it has no HTTP method: check that API Gateway, a function URL or an ' +
  'application load balancer invokes the function, and nothing else'

export function webhook(verifier, handler, options) {
  toHandler(handler, 'webhook(verifier, async (event, lambdaEvent, payload) => { ... })')
  const receive = receiver(verifier, options)
  // Not three parameters, because Lambda would take that for a handler with a callback.
  return async (lambdaEvent, ...rest) => {
    const request = Object.assign(Object.create(null), lambdaEvent)
    if (methodOf(request) === undefined) return misplaced('hookseal/lambda', [lambdaEvent, ...rest], NO_REQUEST)
    const { accepted, event, payload, status, headers, body } = await receive(delivery(request))
    if (!accepted) return toAnswer(request, { statusCode: status, headers, body })
    return toAnswer(request, (await handler(event, lambdaEvent, payload)) ?? { statusCode: 200, headers: {}, body: '' })
  }
}

export function action(verifier, handler, options) {
  const decide = decider(verifier, handler, options)
  return async (lambdaEvent, ...rest) => {
    const request = Object.assign(Object.create(null), lambdaEvent)
    if (methodOf(request) === undefined) return misplaced('hookseal/lambda', [lambdaEvent, ...rest], NO_REQUEST)
    const { status, headers, body } = await decide(delivery(request), lambdaEvent)
    return toAnswer(request, { statusCode: status, headers, body: body.toString() })
  }
}

/** REST APIs and load balancers send the first, HTTP APIs and function URLs the second. */
function methodOf(request) {
  return request.httpMethod ?? request.requestContext?.http?.method
}

function delivery(request) {
  const { body, isBase64Encoded } = request
  return {
    method: methodOf(request),
    header: (name) => headerOf(request, name),
    open: () => Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
    discard: async () => {},
  }
}

/** Finds the name in any case. If `multiValueHeaders` is present, `headers` has only the last of several values. */
function headerOf({ headers, multiValueHeaders }, name) {
  const lists = multiValueHeaders ?? {}
  const values = Object.entries(Object.keys(lists).length > 0 ? lists : (headers ?? {}))
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value)
  return values.length > 0 ? values.join(', ') : undefined
}

/**
 * The result in the form that the sender expects. A load balancer requires more members than the others, and the
 * headers in the same form as in its request.
 */
function toAnswer({ requestContext, multiValueHeaders }, result) {
  if (!requestContext?.elb || typeof result !== 'object') return result
  const { statusCode } = result
  const statusDescription = `${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim()
  const { headers = {}, ...rest } = { isBase64Encoded: false, statusDescription, ...result }
  if (!multiValueHeaders) return { headers, ...rest }
  const lists = Object.entries(headers).map(([name, value]) => [name, [value].flat().map(String)])
  return { multiValueHeaders: Object.fromEntries(lists), ...rest }
}
