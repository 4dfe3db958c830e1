import type { Verifier, WebhookEvent } from '../index.js'
import type { WebhookOptions } from '../lib/receive.js'

export type { WebhookOptions }

/**
 * A handler of Fetch requests that reads the raw body and hands only what is genuine to yours, whose
 * answer is 200, without a body, unless it returns a `Response`. A refusal is answered with its code,
 * `{"error": code}`.
 *
 * The request's body is read by then; `payload` is what it was, to be stored.
 *
 * @example
 * // app/webhooks/route.ts in Next.js; app.post('/webhooks', (c) => POST(c.req.raw)) in Hono
 * export const POST = webhook(verifier, async (event, request, payload) => {
 *   await inbox.add(event.id, payload)
 * })
 */
export function webhook<Data = unknown>(
  verifier: Verifier,
  handler: (
    event: WebhookEvent<Data>,
    request: Request,
    payload: Uint8Array,
  ) => Response | void | Promise<Response | void>,
  options?: WebhookOptions,
): (request: Request) => Promise<Response>
