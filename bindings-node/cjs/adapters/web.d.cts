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

/** A `Request`, or an object like it of another class, such as Azure's `HttpRequest`. */
interface FetchRequest {
  readonly method: string
  readonly url: string
  readonly headers: { get(name: string): string | null }
  readonly bodyUsed: boolean
  arrayBuffer(): Promise<ArrayBuffer>
}

/** An `IncomingMessage` of node:http, whose types a Worker lacks. */
interface NodeRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: object
  resume(): unknown
}

/** The request, or the object that a framework passes instead. */
export type WebhookRequest =
  | FetchRequest
  /** SvelteKit, React Router, Astro. */
  | { readonly request: FetchRequest }
  /** Hono. */
  | { readonly req: { readonly raw: FetchRequest } }
  /** h3 2 and Nitro 3. */
  | { readonly req: FetchRequest }
  /** h3 1 and Nitro 2. */
  | { readonly node: { readonly req: NodeRequest } }

/**
 * A handler of Fetch requests that reads the raw body and calls your handler only for genuine deliveries. The
 * answer is 200 without a body, unless your handler returns a `Response`. A refusal is answered with
 * `{"error": code}`.
 *
 * Your handler cannot read the body of `request` again; `payload` is that body, for you to store.
 *
 * @example
 * // app/webhooks/route.ts in Next.js; app.post('/webhooks', POST) in Hono
 * export const POST = webhook(verifier, async (event, request, payload) => {
 *   await inbox.add(event.id, payload)
 * })
 */
export function webhook(
  verifier: VerifierSource,
  handler: (event: WebhookEvent, request: Request, payload: Uint8Array) => Response | void | Promise<Response | void>,
  options?: WebhookOptions,
): (request: WebhookRequest) => Promise<Response>

/**
 * A handler of Fetch requests that answers AuthKit Actions.
 * The handler returns the verdict, and the answer is signed. If it throws, or takes longer than `deadline` seconds, the
 * answer is the verdict `onError`, or without one 500, after which WorkOS denies.
 *
 * @example
 * export const POST = action(actionVerifier, async (action) => (await mayEnter(action.data) ? 'Allow' : 'Deny'))
 */
export function action(
  verifier: ActionVerifierSource,
  handler: (action: Action, request: Request) => Verdict | Promise<Verdict>,
  options?: ActionOptions,
): (request: WebhookRequest) => Promise<Response>
