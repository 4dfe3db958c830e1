import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/web'

const verifier = () => new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? '') // called at the first request

export const action = webhook(verifier, async (event) => {
  console.log(`accepted ${event.event} ${event.id}`)
})
