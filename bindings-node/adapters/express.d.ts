import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WebhookEvent } from '../index.js'
import type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.js'

export type { Refusal, VerifierSource, WebhookOptions }

declare global {
  namespace Express {
    interface Request {
      /** The verified event; set by hookseal's `webhook(verifier)`. */
      webhookEvent?: WebhookEvent
    }
  }
}

/**
 * A middleware that reads the raw body and passes on only genuine deliveries, with the event in
 * `request.webhookEvent` and the bytes in `request.body`. It answers a refusal with `{"error": code}`.
 *
 * Mount it on the endpoint's path, before `express.json()`.
 *
 * @example
 * app.post('/webhooks', webhook(verifier), async (request, response) => {
 *   await inbox.add(request.webhookEvent?.id, request.body)
 *   response.status(200).end()
 * })
 */
export function webhook(
  verifier: VerifierSource,
  options?: WebhookOptions,
): (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void
