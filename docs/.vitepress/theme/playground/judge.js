// Asks the core, as WebAssembly, about one delivery.
import { ActionVerifier, ConfigurationError, VerificationError, Verifier } from 'hookseal'
import { explain } from './explain.js'

const ASK = {
  event: ({ secret, payload, header, now }) => {
    const { event, id } = new Verifier(secret).constructEvent(payload, header, { now })
    return `${event}, ${id}`
  },
  action: ({ secret, payload, header, now }) => {
    const { object, id } = new ActionVerifier(secret).constructAction(payload, header, { now })
    return `${object}, ${id}`
  },
  verify: ({ secret, payload, header, now }) => {
    const { timestamp } = new Verifier(secret).verify(payload, header, { now })
    return `issued at ${new Date(timestamp).toISOString()}`
  },
}

/** The verdict about a delivery: its code, a message, and what explains a refusal. */
export function judge(delivery) {
  try {
    return { code: 'ok', message: ASK[delivery.kind](delivery), findings: [] }
  } catch (error) {
    if (!(error instanceof VerificationError || error instanceof ConfigurationError)) throw error
    return { code: error.code, message: error.message, ...explain(delivery) }
  }
}
