import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/web'

export const POST = webhook(
  () => new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? ''), // made at the first request, not by `vite build`
  async (event) => {
    console.log(`accepted ${event.event} ${event.id}`)
  },
)
