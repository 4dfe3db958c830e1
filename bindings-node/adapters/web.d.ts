import type { IncomingMessage } from 'node:http'
import type { WebhookEvent } from '../index.js'
import type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.js'

export type { Refusal, VerifierSource, WebhookOptions }

/** A `Request`, also one of a class of its own, such as Azure's `HttpRequest`. */
interface FetchRequest {
  readonly method: string
  readonly url: string
  readonly headers: { get(name: string): string | null }
  readonly bodyUsed: boolean
  arrayBuffer(): Promise<ArrayBuffer>
}

/** The request, or what a framework hands over in its place. */
export type WebhookRequest =
  | FetchRequest
  /** SvelteKit, React Router, Astro. */
  | { readonly request: FetchRequest }
  /** Hono. */
  | { readonly req: { readonly raw: FetchRequest } }
  /** h3 2 and Nitro 3. */
  | { readonly req: FetchRequest }
  /** h3 1 and Nitro 2. */
  | { readonly node: { readonly req: IncomingMessage } }

/**
 * A handler of Fetch requests that reads the raw body and hands only what is genuine to yours, whose
 * answer is 200, without a body, unless it returns a `Response`. A refusal is answered with its code,
 * `{"error": code}`.
 *
 * The request's body is read by then; `payload` is what it was, to be stored.
 *
 * @example
 * // app/webhooks/route.ts in Next.js; app.post('/webhooks', POST) in Hono
 * export const POST = webhook(verifier, async (event, request, payload) => {
 *   await inbox.add(event.id, payload)
 * })
 */
export function webhook<Data = unknown>(
  verifier: VerifierSource,
  handler: (
    event: WebhookEvent<Data>,
    request: Request,
    payload: Uint8Array,
  ) => Response | void | Promise<Response | void>,
  options?: WebhookOptions,
): (request: WebhookRequest) => Promise<Response>
