import { Verifier, backend } from 'hookseal'
import { webhook } from 'hookseal/web'

const verifier = () => new Verifier(process.env.WORKOS_WEBHOOK_SECRET)

export const config = { runtime: 'edge' }
export default webhook(verifier, () => new Response(backend), { log: false })
