import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WebhookEvent } from '../index.js'
import type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.js'

export type { Refusal, VerifierSource, WebhookOptions }

/**
 * A listener for `http.createServer`, the pages router of Next.js and Google Cloud Functions that reads the raw body and hands only what is genuine to the
 * handler, whose answer is 200, without a body, unless it has begun one on `response`. A refusal is
 * answered with its code, `{"error": code}`; an error of the handler with 500, and it is printed.
 *
 * @example
 * createServer(
 *   webhook(verifier, async (event, request) => {
 *     await inbox.add(event.id, request.body)
 *   }),
 * )
 */
export function webhook<Data = unknown>(
  verifier: VerifierSource,
  handler: (
    event: WebhookEvent<Data>,
    request: IncomingMessage & { body: Buffer },
    response: ServerResponse,
  ) => unknown,
  options?: WebhookOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void>
