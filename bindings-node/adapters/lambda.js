'use strict'

const { misplaced } = require('../lib/misplaced.js')
const { receiver } = require('../lib/receive.js')
const { toHandler } = require('../lib/settings.js')
const { STATUS_CODES } = require('node:http')

const NO_REQUEST =
  'hookseal/lambda takes what API Gateway, a function URL or an application load balancer sends, and this ' +
  'has no HTTP method: check what invokes the function'

function webhook(verifier, handler, options) {
  toHandler(handler, 'webhook(verifier, async (event, lambdaEvent, payload) => { ... })')
  const receive = receiver(verifier, options)
  // Not three parameters: to Lambda, that would mean a handler with a callback.
  return async (lambdaEvent, ...rest) => {
    const request = Object.assign(Object.create(null), lambdaEvent)
    if (methodOf(request) === undefined) return misplaced('hookseal/lambda', [lambdaEvent, ...rest], NO_REQUEST)
    const { accepted, event, payload, status, headers, body } = await receive(delivery(request))
    if (!accepted) return shaped(request, { statusCode: status, headers, body })
    return shaped(request, (await handler(event, lambdaEvent, payload)) ?? { statusCode: 200, headers: {}, body: '' })
  }
}

/** API Gateway's REST APIs and ALB have the first, HTTP APIs and function URLs the second. */
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

/** In any case. Where `multiValueHeaders` is present, `headers` has only the last of several. */
function headerOf({ headers, multiValueHeaders }, name) {
  const values = Object.entries(multiValueHeaders ?? headers ?? {})
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value)
  return values.length > 0 ? values.join(', ') : undefined
}

/** A load balancer wants more, and the form of the headers that it sends itself. */
function shaped({ requestContext, multiValueHeaders }, result) {
  if (!requestContext?.elb || typeof result !== 'object') return result
  const { statusCode } = result
  const statusDescription = `${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim()
  const { headers = {}, ...rest } = { isBase64Encoded: false, statusDescription, ...result }
  if (!multiValueHeaders) return { headers, ...rest }
  const lists = Object.entries(headers).map(([name, value]) => [name, [value].flat().map(String)])
  return { multiValueHeaders: Object.fromEntries(lists), ...rest }
}

module.exports = { webhook }
