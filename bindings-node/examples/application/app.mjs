// An application that receives WorkOS's events, from `hookseal gateway` or from WorkOS itself.
//
// WORKOS_WEBHOOK_SECRET=whsec_example DATABASE_URL=sqlite:app.db PORT=3000 node app.mjs
import Fastify from 'fastify'
import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/fastify'
import { connect } from './database.mjs'
import { handle } from './handler.mjs'

const { WORKOS_WEBHOOK_SECRET = '', DATABASE_URL = 'sqlite:app.db', PORT = '3000' } = process.env
let verifier
try {
  // Separated by a blank while you rotate the secret, the new one first.
  verifier = new Verifier(WORKOS_WEBHOOK_SECRET.split(/\s+/).filter(Boolean))
} catch (error) {
  console.error(`WORKOS_WEBHOOK_SECRET: ${error.message}`)
  process.exit(2)
}
const database = connect(DATABASE_URL)
const app = Fastify({ requestTimeout: 10_000 })

app.register(async (scope) => {
  scope.register(webhook, { verifier })
  // Answers 200 after its commit, and 500 after an error.
  scope.post('/webhooks', async ({ webhookEvent }) => handle(database, webhookEvent))
})
app.setErrorHandler((error, _request, reply) => {
  console.error(error.message)
  reply.code(error.statusCode ?? 500).send()
})

/** Answers the requests that have arrived. Closes the connections of those that have not, after 10 seconds. */
async function stop() {
  setTimeout(() => app.server.closeAllConnections(), 10_000)
  await app.close()
  process.exit()
}
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop)

await app.listen({ port: Number(PORT), host: '127.0.0.1' })
console.log(`listening on http://127.0.0.1:${app.server.address().port}/webhooks`)
