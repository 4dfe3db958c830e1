import { engine } from '#engine'
import { concat } from '#host'
import { decider } from '../lib/decide.js'
import { delivery as incoming } from '../lib/incoming.js'
import { isFetchRequest, isIncoming, misplaced } from '../lib/misplaced.js'
import { alreadyRead, receiver } from '../lib/receive.js'
import { toHandler } from '../lib/settings.js'

const CURE = 'call webhook(verifier, handler) before anything reads the request, or have that read request.clone()'
const CURE_H3 = 'call webhook(verifier, handler) before readBody(event) or anything else that reads the request'
// The receiver answers long before this. It ends the reading if the client keeps sending.
const MAX_DISCARD_MS = engine.bodyDeadlineMs()

export function webhook(verifier, handler, options) {
  toHandler(handler, 'webhook(verifier, (event, request, payload) => { ... })')
  const receive = receiver(verifier, options)
  return async (input, second, third) => {
    const found = findRequest(input)
    if (!found) return misplaced('hookseal/web', [input, second, third])
    const { accepted, event, payload, status, headers, body } = await receive(found.delivery)
    if (!accepted) return new Response(body, { status, headers })
    return (await handler(event, found.request(), payload)) ?? new Response()
  }
}

export function action(verifier, handler, options) {
  const decide = decider(verifier, handler, options)
  return async (input, second, third) => {
    const found = findRequest(input)
    if (!found) return misplaced('hookseal/web', [input, second, third])
    const { status, headers, body } = await decide(found.delivery, found.request())
    return new Response(body, { status, headers })
  }
}

/**
 * Finds the request in the object that a framework passes: the Request itself; `{ request }` of SvelteKit, React
 * Router and Astro; the context of Hono; the event of h3 and Nitro.
 */
function findRequest(input) {
  // The input first, because the Request of Next's edge runtime throws if it is asked for `request`.
  const request = isFetchRequest(input)
    ? input
    : [input?.request, input?.req?.raw, input?.req, input?.web?.request].find(isFetchRequest)
  if (request) return { delivery: delivery(request), request: () => request }
  const node = input?.node?.req
  if (isIncoming(node)) return { delivery: incoming(node, node, node, CURE_H3), request: () => withoutBody(node) }
  return undefined
}

function delivery(request) {
  return {
    method: request.method,
    header: (name) => request.headers.get(name) ?? undefined,
    open() {
      if (request.bodyUsed || request.body?.locked) throw alreadyRead(CURE)
      return chunksOf(request.body)
    },
    concat,
    async discard() {
      const end = performance.now() + MAX_DISCARD_MS
      for await (const _ of chunksOf(request.body)) {
        if (performance.now() > end) break
        // A stream in memory never waits, and would keep timers from running.
        await new Promise((resolve) => setTimeout(resolve))
      }
      await request.body?.cancel()
    },
  }
}

/**
 * The chunks of a stream. If reading stops early, the rest stays in it, for `discard`. (Not every browser and runtime
 * has `stream.values`.)
 */
async function* chunksOf(stream) {
  if (!stream) return
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    reader.releaseLock()
  }
}

/** The IncomingMessage of h3 1 as a Request. It has no body, because that has been read. */
function withoutBody({ url, method, headers }) {
  const pairs = Object.entries(headers)
    .filter(([name]) => !name.startsWith(':')) // HTTP/2's own, such as `:path`
    .flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return new Request(new URL(url, 'http://localhost'), { method, headers: pairs })
}
