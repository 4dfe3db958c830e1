// Receives deliveries: verifies, stores, and only then answers 200. work.mjs handles the stored events.
import Fastify from 'fastify'
import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/fastify'
import { host, port, secrets } from './settings.mjs'
import { openStore } from './store.mjs'

const GRACE_MS = 15_000

const verifier = new Verifier(secrets())
const store = await openStore()
const app = Fastify({ requestTimeout: 10_000, return503OnClosing: false })

app.get('/healthz', async (request, reply) => {
  await store.check().catch((error) => unavailable(reply, error))
})

app.register(async (scope) => {
  scope.register(webhook, { verifier })
  scope.post('/webhooks/workos', async ({ webhookEvent: { id, event }, body }, reply) => {
    await store.put({ id, event, payload: body.toString() }).catch((error) => unavailable(reply, error))
  })
})

/** WorkOS retries a delivery that is not answered 200. */
function unavailable(reply, error) {
  console.error(`the store does not answer: ${error.message}`)
  reply.code(503)
}

/** Finishes the requests in progress. Closes idle connections, and silent ones after GRACE_MS. */
async function stop() {
  const idle = setInterval(() => app.server.closeIdleConnections(), 100)
  const silent = setTimeout(() => app.server.closeAllConnections(), GRACE_MS)
  await app.close()
  clearInterval(idle)
  clearTimeout(silent)
  await store.close()
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop)

await app.listen({ host, port })
console.log(`receiving on http://${host}:${app.server.address().port}`)
