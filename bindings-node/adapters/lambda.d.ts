import type { WebhookEvent } from '../index.js'
import type { VerifierSource, WebhookOptions } from '../lib/receive.js'

export type { Refusal, VerifierSource, WebhookOptions } from '../lib/receive.js'

/** What API Gateway (REST and HTTP APIs), a function URL or an application load balancer sends. */
export interface LambdaRequest {
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null | undefined
  readonly body?: string | null | undefined
  readonly isBase64Encoded?: boolean | undefined
  readonly requestContext?: object | undefined
}

export interface LambdaResponse {
  statusCode: number
  headers?: Record<string, string | number | boolean>
  body: string
  isBase64Encoded?: boolean
}

/**
 * A Lambda handler that takes the request as Lambda hands it over, and hands only what is genuine to yours.
 * The answer is 200, without a body, unless yours returns one. A refusal is answered with its code,
 * `{"error": code}`. What yours throws is an error of the function.
 *
 * @example
 * export const handler = webhook(verifier, async (event, lambdaEvent, payload) => {
 *   await inbox.add(event.id, payload)
 * })
 */
export function webhook<Data = unknown, Sent extends LambdaRequest = LambdaRequest>(
  verifier: VerifierSource,
  handler: (
    event: WebhookEvent<Data>,
    lambdaEvent: Sent,
    payload: Buffer,
  ) => LambdaResponse | void | Promise<LambdaResponse | void>,
  options?: WebhookOptions,
): (lambdaEvent: Sent, context?: unknown) => Promise<LambdaResponse>
