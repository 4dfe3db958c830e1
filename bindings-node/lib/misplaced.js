// The error for an adapter that was called by the wrong framework: it names the framework and the right adapter.

import { fail } from './incoming.js'

const CURES = {
  Express: "app.post('/webhooks', webhook(verifier), handler) with webhook from hookseal/express",
  Fastify:
    'scope.register(webhook, { verifier }) with webhook from hookseal/fastify, or in NestJS ' +
    '@UseGuards(webhook(verifier)) with webhook from hookseal/nest',
  Koa: "router.post('/webhooks', webhook(verifier), handler) with webhook from hookseal/koa",
  'node:http': 'createServer(webhook(verifier, handler)) with webhook from hookseal/http',
  'a fetch-style framework': 'webhook(verifier, handler) from hookseal/web, and pass it the Request',
  'AWS Lambda': 'webhook(verifier, handler) from hookseal/lambda as the exported handler',
}

/** Whether these are a request and a response of node:http, or stand-ins for them in a test. */
export function isNode(request, response) {
  return typeof request?.headers === 'object' && isResponse(response)
}

/**
 * Reports the error in the caller's own way: it answers 500 at once and leaves no unhandled rejection.
 * `otherwise` is the message if the caller is not known.
 */
export function misplaced(adapter, call, otherwise = `${adapter} does not work here: use ${allCures()}`) {
  const caller = callerOf(call)
  const message = caller && `${adapter} does not work in ${caller}: use ${CURES[caller]}`
  const error = new TypeError(message ?? otherwise)
  const [request, response, next] = call
  if (isIncoming(request) && typeof next === 'function') next(error)
  else if (isIncoming(request) && isResponse(response)) fail(response, error)
  else throw error
}

/** The framework that made this call, by its arguments; undefined if it is not known. */
export function callerOf([first, second, third]) {
  if (isIncoming(first)) {
    if (isOfFastify(first, second)) return 'Fastify'
    return typeof third === 'function' ? 'Express' : 'node:http'
  }
  if (isIncoming(first?.raw)) return 'Fastify'
  if (isKoa(first, second)) return 'Koa'
  if ([first, first?.request, first?.req, first?.req?.raw].some(isFetchRequest)) return 'a fetch-style framework'
  return first?.requestContext?.http || first?.httpMethod ? 'AWS Lambda' : undefined
}

function allCures() {
  return Object.entries(CURES)
    .map(([caller, cure]) => `in ${caller} ${cure}`)
    .join('; ')
}

export function isIncoming(value) {
  return typeof value?.resume === 'function' && typeof value.headers === 'object'
}

function isResponse(value) {
  return typeof value?.writeHead === 'function'
}

/**
 * Whether @fastify/middie or @fastify/express passed them: both copy these properties to Node's objects. Express
 * has getters for the first two instead.
 */
export function isOfFastify(request, response) {
  if (!isResponse(response)) return false
  return Object.hasOwn(request, 'hostname') && Object.hasOwn(request, 'ip') && Object.hasOwn(response, 'log')
}

export function isKoa(context, next) {
  return isIncoming(context?.req) && isResponse(context.res) && typeof next === 'function'
}

/** By its methods, because some runtimes and frameworks have a class of their own, such as Azure's HttpRequest. */
export function isFetchRequest(value) {
  return typeof value?.arrayBuffer === 'function' && typeof value.headers?.get === 'function'
}
