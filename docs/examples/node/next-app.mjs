import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/web'

export const POST = webhook(
  () => new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? ''),
  async (event) => {
    console.log(`accepted ${event.event} ${event.id}`) // the answer is 200, or the Response that you return
  },
)
