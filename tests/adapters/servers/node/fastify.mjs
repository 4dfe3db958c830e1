import Fastify from 'fastify'
import { action, webhook } from 'hookseal/fastify'
import { LARGE, actionVerifier, announce, port, summary, verifier } from './common.mjs'
import { ACTION, ACTION_OR_DENY, decide } from './deciding.mjs'

const answer = async (request) => summary(request.webhookEvent)

const app = Fastify({ logger: { level: 'error', stream: process.stderr } })
app.register(async (scope) => {
  scope.register(webhook, { verifier })
  scope.post('/webhooks', answer)
  scope.post('/empty', async () => {})
})
app.register(async (scope) => {
  scope.register(webhook, { verifier, ...LARGE })
  scope.post('/large', answer)
})
app.register(async (scope) => {
  await scope.register(webhook, { verifier })
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, scope.getDefaultJsonParser('error', 'error'))
  scope.post('/parsed', answer)
})
app.register(async (scope) => {
  await scope.register(webhook, { verifier })
  const raw = { parseAs: 'buffer', bodyLimit: 2 * LARGE.limit }
  scope.addContentTypeParser('application/json', raw, (request, body, done) => done(null, body))
  scope.post('/raw', answer)
})
app.register(async (scope) => {
  scope.register(action, { verifier: actionVerifier, ...ACTION })
  scope.post('/action', async (request) => decide(request.workosAction))
})
app.register(async (scope) => {
  scope.register(action, { verifier: actionVerifier, ...ACTION_OR_DENY })
  scope.post('/action-or-deny', async (request) => decide(request.workosAction))
})

await app.listen({ port, host: '127.0.0.1' })
announce(app.server.address().port)
