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

/** A request as API Gateway (REST and HTTP APIs), a function URL or an application load balancer sends it. */
export interface LambdaRequest {
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null | undefined
  readonly body?: string | null | undefined
  readonly isBase64Encoded?: boolean | undefined
  readonly requestContext?: object | undefined
}

/** An answer in the form that Lambda expects. */
export interface LambdaResponse {
  statusCode: number
  headers?: Record<string, string | number | boolean>
  body: string
  isBase64Encoded?: boolean
}

/**
 * A Lambda handler that takes the request as Lambda passes it, and calls your handler only for genuine
 * deliveries. The answer is 200 without a body, unless your handler returns one. A refusal is answered with
 * `{"error": code}`. If your handler throws, the invocation fails with that error.
 *
 * @example
 * export const handler = webhook(verifier, async (event, lambdaEvent, payload) => {
 *   await inbox.add(event.id, payload)
 * })
 */
export function webhook<Sent extends LambdaRequest = LambdaRequest>(
  verifier: VerifierSource,
  handler: (
    event: WebhookEvent,
    lambdaEvent: Sent,
    payload: Buffer,
  ) => LambdaResponse | void | Promise<LambdaResponse | void>,
  options?: WebhookOptions,
): (lambdaEvent: Sent, context?: unknown) => Promise<LambdaResponse>

/**
 * A Lambda handler that answers AuthKit Actions.
 * The handler returns the verdict, and the answer is signed. If it throws, or takes longer than `deadline` seconds, the
 * answer is the verdict `onError`, or without one 500, after which WorkOS denies.
 *
 * @example
 * export const handler = action(actionVerifier, async (action) => (await mayEnter(action.data) ? 'Allow' : 'Deny'))
 */
export function action<Sent extends LambdaRequest = LambdaRequest>(
  verifier: ActionVerifierSource,
  handler: (action: Action, lambdaEvent: Sent) => Verdict | Promise<Verdict>,
  options?: ActionOptions,
): (lambdaEvent: Sent, context?: unknown) => Promise<LambdaResponse>
