import Fastify from 'fastify'
import { webhook } from 'hookseal/fastify'
import { LARGE, announce, port, summary, verifier } from './common.mjs'

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

await app.listen({ port, host: '127.0.0.1' })
announce(app.server.address().port)
