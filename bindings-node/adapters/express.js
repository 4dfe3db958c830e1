'use strict'

const { delivery } = require('../lib/incoming.js')
const { receiver } = require('../lib/receive.js')

const ADVICE =
  "mount webhook(verifier) before express.json(), or put express.raw({ type: '*/*' }) in the place of it for this path"

function webhook(verifier, options) {
  const receive = receiver(verifier, options)
  return async (request, response, next) => {
    try {
      const { event, payload, status, headers, body } = await receive(delivery(request, request, request.body, ADVICE))
      if (event === undefined) {
        response.writeHead(status, headers).end(body)
        return
      }
      request.body = payload
      request.webhookEvent = event
    } catch (error) {
      next(error)
      return
    }
    next()
  }
}

module.exports = { webhook }
