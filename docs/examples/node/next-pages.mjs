import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/http'

export const config = { api: { bodyParser: false } }

export default webhook(
  () => new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? ''),
  async (event) => {
    console.log(`accepted ${event.event} ${event.id}`) // the answer is 200 unless you write one
  },
)
