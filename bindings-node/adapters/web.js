'use strict'

const { delivery: incoming } = require('../lib/incoming.js')
const { isFetchRequest, isIncoming, misplaced } = require('../lib/misplaced.js')
const { alreadyRead, receiver } = require('../lib/receive.js')
const { toHandler } = require('../lib/settings.js')

const CURE = 'call webhook(verifier, handler) before anything reads the request, or let that read request.clone()'
// The answer goes out long before; this is how long a client may go on sending.
const DISCARD_WITHIN = 30_000
const CURE_H3 = 'call webhook(verifier, handler) before readBody(event) or anything else that reads the request'

function webhook(verifier, handler, options) {
  toHandler(handler, 'webhook(verifier, (event, request, payload) => { ... })')
  const receive = receiver(verifier, options)
  return async (given, second, third) => {
    const found = find(given)
    if (!found) return misplaced('hookseal/web', [given, second, third])
    const { accepted, event, payload, status, headers, body } = await receive(found.delivery)
    if (!accepted) return new Response(body, { status, headers })
    return (await handler(event, found.request(), payload)) ?? new Response()
  }
}

/**
 * The request in what a framework hands over: the Request itself; `{ request }` of SvelteKit, React Router
 * and Astro; the context of Hono; the event of h3 and Nitro.
 */
function find(given) {
  const request = [given, given?.request, given?.req?.raw, given?.req, given?.web?.request].find(isFetchRequest)
  if (request) return { delivery: delivery(request), request: () => request }
  const node = given?.node?.req
  if (isIncoming(node)) return { delivery: incoming(node, node, node, CURE_H3), request: () => withoutBody(node) }
  return undefined
}

function delivery(request) {
  return {
    method: request.method,
    header: (name) => request.headers.get(name) ?? undefined,
    open() {
      if (request.bodyUsed || request.body?.locked) throw alreadyRead(CURE)
      // What breaks off early may have to be discarded yet.
      return request.body?.values({ preventCancel: true }) ?? []
    },
    async discard() {
      const signal = AbortSignal.timeout(DISCARD_WITHIN)
      for await (const _ of request.body?.values() ?? []) if (signal.aborted) break
    },
  }
}

/** What h3 before version 2 has, an IncomingMessage, as a Request; its body has been read. */
function withoutBody({ url, method, headers }) {
  const pairs = Object.entries(headers)
    .filter(([name]) => !name.startsWith(':')) // those of HTTP/2
    .flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return new Request(new URL(url, 'http://localhost'), { method, headers: pairs })
}

module.exports = { webhook }
