import { Hono } from 'hono'
import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/web'

const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? '') // once, at start-up

export const app = new Hono()
app.post(
  '/webhooks',
  webhook(verifier, async (event) => {
    console.log(`accepted ${event.event} ${event.id}`)
  }),
)
