import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/web'

const verifier = new Verifier(Deno.env.get('WORKOS_WEBHOOK_SECRET') ?? '')

Deno.serve(
  { port: Number(Deno.env.get('PORT') ?? 3000), onListen: ({ port }) => console.log(`listening on ${port}`) },
  webhook(verifier, async (event) => {
    console.log(`accepted ${event.event} ${event.id}`)
  }),
)
