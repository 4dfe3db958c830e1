import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/web'

const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? '')

const server = Bun.serve({
  port: process.env.PORT ?? 3000,
  fetch: webhook(verifier, async (event) => {
    console.log(`accepted ${event.event} ${event.id}`)
  }),
})
console.log(`listening on ${server.port}`)
