// Shared by the server programs. The suite's conftest.py describes the paths that they answer.
import { ActionVerifier, Verifier } from 'hookseal'

export const LARGE = { limit: 8 * 1024 * 1024 }
export const port = Number(process.env.PORT ?? 0)
export const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET)

export const actionVerifier = new ActionVerifier(process.env.WORKOS_WEBHOOK_SECRET)
export const ACTION = { deadline: 0.5 }
export const ACTION_OR_DENY = { ...ACTION, onError: { verdict: 'Deny', errorMessage: 'Try again later.' } }

/** Decides what the action itself asks for, or fails as it asks. */
export async function decide({ data: { say } }) {
  if (say === 'throw') throw new Error('as asked')
  if (say === 'hang') await new Promise((resolve) => setTimeout(resolve, 2000))
  return Array.isArray(say) ? { verdict: say[0], errorMessage: say[1] } : say
}

export function summary({ id, event }) {
  return { id, event }
}

export function announce(port) {
  process.stdout.write(`listening on ${port}\n`)
}
