import type { IncomingMessage, ServerResponse } from 'node:http'
import type { VerifierSource, WebhookOptions } from '../lib/receive.js'

export type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.js'
export type { WebhookEvent } from '../index.js'

/**
 * A middleware that reads the raw body and lets only what is genuine pass: `ctx.state.webhookEvent` is then
 * the event and `ctx.request.body` the bytes. A refusal is answered with its code, `{"error": code}`.
 *
 * Put it before a body parser.
 *
 * @example
 * router.post('/webhooks', webhook(verifier), async (ctx) => {
 *   await inbox.add(ctx.state.webhookEvent.id, ctx.request.body)
 *   ctx.status = 200
 * })
 */
export function webhook(
  verifier: VerifierSource,
  options?: WebhookOptions,
): (
  context: { req: IncomingMessage; res: ServerResponse; request: object; state: any },
  next: () => Promise<unknown>,
) => Promise<void>
