import functions from '@google-cloud/functions-framework'
import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/http'

const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? '')

functions.http(
  'webhooks',
  webhook(verifier, async (event) => {
    console.log(`accepted ${event.event} ${event.id}`)
  }),
)
