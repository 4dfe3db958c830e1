import type { FastifyPluginCallback } from 'fastify'
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

declare module 'fastify' {
  interface FastifyRequest {
    /** The verified event, in the scope where hookseal's `webhook` is registered. */
    webhookEvent: WebhookEvent
    /** The verified action, in the scope where hookseal's `action` is registered. */
    workosAction: Action
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

export interface ActionPluginOptions extends ActionOptions {
  verifier: ActionVerifierSource
}

/**
 * A plugin that answers AuthKit Actions: the handlers of its scope find the verified action in
 * `request.workosAction`, and return the verdict. The answer is signed. If a handler throws, or takes longer than
 * `deadline` seconds, the answer is the verdict `onError`, or without one 500, after which WorkOS denies.
 *
 * It applies to every route of the scope that registers it, so give it a scope of its own. It answers in a
 * `preHandler` hook, so those that are registered later do not run.
 *
 * @example
 * app.register(async (scope) => {
 *   scope.register(action, { verifier: actionVerifier })
 *   scope.post('/actions', async (request) => (await mayEnter(request.workosAction.data) ? 'Allow' : 'Deny'))
 * })
 */
export const action: FastifyPluginCallback<ActionPluginOptions>
