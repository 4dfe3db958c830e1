// A Cloudflare Worker.
import { env } from 'cloudflare:workers'
import { ActionVerifier, Verifier } from 'hookseal'
import { action, webhook } from 'hookseal/web'
import { ACTION, ACTION_OR_DENY, decide } from './deciding.mjs'

const verifier = new Verifier(env.WORKOS_WEBHOOK_SECRET)
const actionVerifier = new ActionVerifier(env.WORKOS_WEBHOOK_SECRET)
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
  '/action': action(actionVerifier, decide, ACTION),
  '/action-or-deny': action(actionVerifier, decide, ACTION_OR_DENY),
}

export default { fetch: (request) => routes[new URL(request.url).pathname](request) }
