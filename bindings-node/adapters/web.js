'use strict'

const { alreadyRead, receiver } = require('../lib/receive.js')

const ADVICE = 'call webhook(verifier, handler) before anything reads the request, or let that read request.clone()'

function webhook(verifier, handler, options) {
  const receive = receiver(verifier, options)
  return async (request) => {
    const { event, payload, body, ...init } = await receive(delivery(request))
    if (event === undefined) return new Response(body, init)
    return (await handler(event, request, payload)) ?? new Response()
  }
}

function delivery(request) {
  const chunks = () => request.body?.values({ preventCancel: true }) ?? []
  return {
    header: (name) => request.headers.get(name),
    open() {
      if (request.bodyUsed || request.body?.locked) throw alreadyRead(ADVICE)
      return chunks()
    },
    async discard() {
      for await (const _ of chunks());
    },
  }
}

module.exports = { webhook }
