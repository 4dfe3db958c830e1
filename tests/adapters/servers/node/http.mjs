import { createServer } from 'node:http'
import { action, webhook } from 'hookseal/http'
import { LARGE, actionVerifier, announce, port, summary, verifier } from './common.mjs'
import { ACTION, ACTION_OR_DENY, decide } from './deciding.mjs'

const answer = (event, request, response) => {
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(summary(event)))
}

const webhooks = webhook(verifier, answer)

const routes = {
  '/webhooks': webhooks,
  '/large': webhook(verifier, answer, LARGE),
  '/parsed': (request, response) => request.resume().on('end', () => webhooks(request, response)),
  '/empty': webhook(verifier, () => {}),
  '/action': action(actionVerifier, decide, ACTION),
  '/action-or-deny': action(actionVerifier, decide, ACTION_OR_DENY),
}

const server = createServer((request, response) => routes[request.url](request, response))
server.listen(port, '127.0.0.1', () => announce(server.address().port))
