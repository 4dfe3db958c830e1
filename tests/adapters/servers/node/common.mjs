// Shared by the server programs. The suite's conftest.py describes the paths that they answer.
import { ActionVerifier, Verifier } from 'hookseal'

export const LARGE = { limit: 8 * 1024 * 1024 }
export const port = Number(process.env.PORT ?? 0)
export const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET)

export const actionVerifier = new ActionVerifier(process.env.WORKOS_WEBHOOK_SECRET)
export function summary({ id, event }) {
  return { id, event }
}

export function announce(port) {
  process.stdout.write(`listening on ${port}\n`)
}
