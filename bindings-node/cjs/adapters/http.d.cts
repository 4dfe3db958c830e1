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

/**
 * A listener for `http.createServer`, the pages router of Next.js and Google Cloud Functions. It reads the raw
 * body and calls the handler only for genuine deliveries. The answer is 200 without a body, unless the handler
 * writes one to `response`. A refusal is answered with `{"error": code}`. If the handler throws, the error is
 * printed and the answer is 500.
 *
 * @example
 * createServer(
 *   webhook(verifier, async (event, request) => {
 *     await inbox.add(event.id, request.body)
 *   }),
 * )
 */
export function webhook(
  verifier: VerifierSource,
  handler: (event: WebhookEvent, request: IncomingMessage & { body: Buffer }, response: ServerResponse) => unknown,
  options?: WebhookOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * A listener that answers AuthKit Actions.
 * The handler returns the verdict, and the answer is signed. If it throws, or takes longer than `deadline` seconds, the
 * answer is the verdict `onError`, or without one 500, after which WorkOS denies.
 *
 * @example
 * createServer(action(actionVerifier, async (action) => (await mayEnter(action.data) ? 'Allow' : 'Deny')))
 */
export function action(
  verifier: ActionVerifierSource,
  handler: (action: Action, request: IncomingMessage) => Verdict | Promise<Verdict>,
  options?: ActionOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void>
