import { app } from '@azure/functions'
import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/web'

const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? '')

export const handler = webhook(verifier, async (event) => {
  console.log(`accepted ${event.event} ${event.id}`)
})

app.http('webhooks', { methods: ['POST'], authLevel: 'anonymous', handler })
