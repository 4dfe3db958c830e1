import { VerificationError, Verifier } from 'hookseal'

const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? '') // once, at start-up

export async function webhook(body, headers) {
  let event
  try {
    event = verifier.constructEvent(body, headers) // the bytes, not parsed; synchronous
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return 400
  }
  console.log(`accepted ${event.event} ${event.id}`)
  return 200
}
