import { WorkOS } from '@workos-inc/node'

const workos = new WorkOS(process.env.WORKOS_API_KEY, { clientId: process.env.WORKOS_CLIENT_ID })

export async function webhook(body, headers) {
  let event
  try {
    event = await workos.webhooks.constructEvent({
      payload: JSON.parse(body),
      sigHeader: headers['workos-signature'],
      secret: process.env.WORKOS_WEBHOOK_SECRET,
    })
  } catch {
    return 400
  }
  console.log(`accepted ${event.event} ${event.id}`)
  return 200
}
