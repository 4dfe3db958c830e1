import type { WebhookEvent } from '../index.cjs'
import type { VerifierSource, WebhookOptions } from '../lib/receive.cjs'

export type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.cjs'

/** The type of `@Req() request` in a handler, on Express and on Fastify. */
export interface WebhookRequest {
  /** The verified event. */
  webhookEvent: WebhookEvent
  /** The payload as it arrived, for you to store. */
  rawBody: Buffer
}

/**
 * A guard for Nest on Express and on Fastify that passes on only genuine deliveries. For a refusal it throws an
 * `HttpException` whose response is `{"error": code}`.
 *
 * Create the application with `{ rawBody: true }`. Nest's body parsers run first and have limits of their own.
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
