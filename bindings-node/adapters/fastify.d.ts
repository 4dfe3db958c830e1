import type { FastifyPluginCallback } from 'fastify'
import type { WebhookEvent } from '../index.js'
import type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.js'

export type { Refusal, VerifierSource, WebhookOptions }

declare module 'fastify' {
  interface FastifyRequest {
    /** The verified event, in the scope that hookseal's `webhook` is registered in. */
    webhookEvent: WebhookEvent
  }
}

export interface WebhookPluginOptions extends WebhookOptions {
  verifier: VerifierSource
}

/**
 * A plugin that reads the raw body and lets only what is genuine pass: `request.webhookEvent` is then the
 * event and `request.body` the bytes. A refusal is answered with its code, `{"error": code}`.
 *
 * It is for every route of the scope that registers it, so give it one of its own.
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
