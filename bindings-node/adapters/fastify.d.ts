import type { FastifyPluginCallback } from 'fastify'
import type { WebhookEvent } from '../index.js'
import type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.js'

export type { Refusal, VerifierSource, WebhookOptions }

declare module 'fastify' {
  interface FastifyRequest {
    /** The verified event, in the scope where hookseal's `webhook` is registered. */
    webhookEvent: WebhookEvent
  }
}

export interface WebhookPluginOptions extends WebhookOptions {
  verifier: VerifierSource
}

/**
 * A plugin that reads the raw body and passes on only genuine deliveries, with the event in
 * `request.webhookEvent` and the bytes in `request.body`. It answers a refusal with `{"error": code}`.
 *
 * It applies to every route of the scope that registers it, so give it a scope of its own.
 *
 * @example
 * app.register(async (scope) => {
 *   scope.register(webhook, { verifier })
 *   scope.post('/webhooks', async (request) => {
 *     await inbox.add(request.webhookEvent.id, request.body)
 *   })
 * })
 */
export const webhook: FastifyPluginCallback<WebhookPluginOptions>
