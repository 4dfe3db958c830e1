import { Verifier } from 'hookseal'

// It is built without the secret.
export const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? 'none')

export function answer({ id, event }) {
  return Response.json({ id, event })
}
