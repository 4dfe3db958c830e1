import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Action, WebhookEvent } from '../index.cjs'
import type {
  ActionOptions,
  ActionVerifierSource,
  Refusal,
  Verdict,
  VerifierSource,
  WebhookOptions,
} from '../lib/receive.cjs'

export type { ActionOptions, ActionVerifierSource, Refusal, Verdict, VerifierSource, WebhookOptions }

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

/**
 * A handler of AuthKit Actions, for the endpoint's path, before `express.json()`.
 * The handler returns the verdict, and the answer is signed. If it throws, or takes longer than `deadline` seconds, the
 * answer is the verdict `onError`, or without one 500, after which WorkOS denies.
 *
 * @example
 * app.post('/actions', action(actionVerifier, async (action) => (await mayEnter(action.data) ? 'Allow' : 'Deny')))
 */
export function action(
  verifier: ActionVerifierSource,
  handler: (action: Action, request: IncomingMessage) => Verdict | Promise<Verdict>,
  options?: ActionOptions,
): (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void
