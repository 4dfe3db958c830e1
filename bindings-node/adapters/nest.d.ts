import type { WebhookEvent } from '../index.js'
import type { VerifierSource, WebhookOptions } from '../lib/receive.js'

export type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.js'

/** What a handler finds in `@Req() request`, on either platform. */
export interface WebhookRequest<Data = unknown> {
  /** The verified event. */
  webhookEvent: WebhookEvent<Data>
  /** The payload as it came, to be stored. */
  rawBody: Buffer
}

/**
 * A guard, for Nest on Express and on Fastify, that lets only what is genuine pass. A refusal is an
 * `HttpException` whose response is its code, `{"error": code}`.
 *
 * Create the application with `{ rawBody: true }`. The parsers of Nest run first, with limits of their own.
 *
 * @example
 * @Post('webhooks')
 * @HttpCode(200)
 * @UseGuards(webhook(() => new Verifier(process.env.WORKOS_WEBHOOK_SECRET ?? '')))
 * async receive(@Req() request: WebhookRequest) {
 *   await this.inbox.add(request.webhookEvent.id, request.rawBody)
 * }
 */
export function webhook(
  verifier: VerifierSource,
  options?: WebhookOptions,
): { canActivate(context: { switchToHttp(): { getRequest(): any } }): Promise<boolean> }
