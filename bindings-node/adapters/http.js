'use strict'

const { delivery } = require('../lib/incoming.js')
const { receiver } = require('../lib/receive.js')

const ADVICE = 'call webhook(verifier, handler) before anything else reads the request'

function webhook(verifier, handler, options) {
  const receive = receiver(verifier, options)
  return async (request, response) => {
    try {
      const delivered = delivery(request, request, request.body, ADVICE)
      const { event, payload, status, headers, body } = await receive(delivered)
      if (event === undefined) {
        response.writeHead(status, headers).end(body)
        return
      }
      request.body = payload
      await handler(event, request, response)
      if (!response.headersSent) response.end()
    } catch (error) {
      fail(response, error)
    }
  }
}

/** As Express does it; node:http would end the process. */
function fail(response, error) {
  console.error(error)
  if (response.headersSent) response.destroy()
  else response.writeHead(500).end()
}

module.exports = { webhook }
