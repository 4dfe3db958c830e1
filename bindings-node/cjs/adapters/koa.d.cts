import type { IncomingMessage, ServerResponse } from 'node:http'
import type { VerifierSource, WebhookOptions } from '../lib/receive.cjs'

export type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.cjs'
export type { WebhookEvent } from '../index.cjs'

/**
 * A middleware that reads the raw body and passes on only genuine deliveries, with the event in
 * `ctx.state.webhookEvent` and the bytes in `ctx.request.body`. It answers a refusal with `{"error": code}`.
 *
 * Put it before any body parser.
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
