'use strict'

// For an adapter that another framework calls than its own: which one that is, and what it takes.

const { fail } = require('./incoming.js')

const CURES = {
  Express: "app.post('/webhooks', webhook(verifier), handler) with webhook of hookseal/express",
  Fastify:
    'scope.register(webhook, { verifier }) with webhook of hookseal/fastify, or in NestJS ' +
    '@UseGuards(webhook(verifier)) with that of hookseal/nest',
  Koa: "router.post('/webhooks', webhook(verifier), handler) with webhook of hookseal/koa",
  'node:http': 'createServer(webhook(verifier, handler)) with webhook of hookseal/http',
  'a framework of Fetch requests': 'webhook(verifier, handler) of hookseal/web, which takes the Request',
  'AWS Lambda': 'webhook(verifier, handler) of hookseal/lambda as the exported handler',
}

/** Whether these are the arguments of Express, Connect or their like, or of node:http, without Fastify behind. */
function isPlain(request, response) {
  return isIncoming(request) && isResponse(response) && !isOfFastify(request, response)
}

/**
 * Reports the error in the caller's own way: 500 at once, and never an unhandled rejection. `otherwise` is
 * the message for a caller that is not known.
 */
function misplaced(adapter, call, otherwise = `${adapter} does not work here: use ${all()}`) {
  const caller = callerOf(call)
  const known = caller && `${adapter} does not work in ${caller}: use ${CURES[caller]}`
  const error = new TypeError(known ?? otherwise)
  const [request, response, next] = call
  if (isIncoming(request) && typeof next === 'function') next(error)
  else if (isIncoming(request) && isResponse(response)) fail(response, error)
  else throw error
}

function callerOf([first, second, third]) {
  if (isIncoming(first)) {
    if (isOfFastify(first, second)) return 'Fastify'
    return typeof third === 'function' ? 'Express' : 'node:http'
  }
  if (isIncoming(first?.raw)) return 'Fastify'
  if (isKoa(first, second)) return 'Koa'
  if ([first, first?.request, first?.req, first?.req?.raw].some(isFetchRequest)) return 'a framework of Fetch requests'
  return first?.requestContext?.http || first?.httpMethod ? 'AWS Lambda' : undefined
}

function all() {
  return Object.entries(CURES)
    .map(([caller, cure]) => `in ${caller} ${cure}`)
    .join('; ')
}

function isIncoming(value) {
  return typeof value?.resume === 'function' && typeof value.headers === 'object'
}

function isResponse(value) {
  return typeof value?.writeHead === 'function'
}

/** What @fastify/middie and @fastify/express copy to Node's objects; Express has getters for the first two. */
function isOfFastify(request, response) {
  return Object.hasOwn(request, 'hostname') && Object.hasOwn(request, 'ip') && Object.hasOwn(response, 'log')
}

function isKoa(context, next) {
  return isIncoming(context?.req) && isResponse(context.res) && typeof next === 'function'
}

/** Also those of runtimes and frameworks that have a class of their own, such as Azure's HttpRequest. */
function isFetchRequest(value) {
  return typeof value?.arrayBuffer === 'function' && typeof value.headers?.get === 'function'
}

module.exports = { callerOf, isFetchRequest, isIncoming, isKoa, isPlain, misplaced }
