import { Verifier } from 'hookseal'

// A function, because the application is built without the secret.
export const verifier = () => new Verifier(process.env.WORKOS_WEBHOOK_SECRET)

export function answer({ id, event }) {
  return Response.json({ id, event })
}

export function answerPages({ id, event }, request, response) {
  response.json({ id, event })
}
