// A Cloudflare Worker.
import { env } from 'cloudflare:workers'
import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/web'

const verifier = new Verifier(env.WORKOS_WEBHOOK_SECRET)
const answer = ({ id, event }) => Response.json({ id, event })
const webhooks = webhook(verifier, answer)

const routes = {
  '/webhooks': webhooks,
  '/large': webhook(verifier, answer, { limit: 8 * 1024 * 1024 }),
  '/empty': webhook(verifier, () => {}),
  '/parsed': async (request) => {
    await request.json()
    return webhooks(request)
  },
}

export default { fetch: (request) => routes[new URL(request.url).pathname](request) }
