import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WebhookEvent } from '../index.js'
import type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.js'

export type { Refusal, VerifierSource, WebhookOptions }

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
