import type { ActionVerifier, Verifier } from '../index.js'

/**
 * A verifier, or a function that makes it. The function is called at the first request, so that the module can
 * be imported without the secret.
 */
export type VerifierSource = Verifier | (() => Verifier)

/** What `onRefusal` gets of a refused delivery: never its payload, its header or the secret. */
export interface Refusal {
  /** The code that was answered: `signature_mismatch`, `payload_too_large`, ... */
  readonly code: string
  /** What is wrong, for people. */
  readonly message: string
  /**
   * How many milliseconds old the delivery is, negative if it is ahead. Present only for `timestamp_too_old` and
   * `timestamp_in_future`.
   */
  readonly ageMs?: number
}

export interface WebhookOptions {
  /** How many bytes a body may have: 1 MiB by default. A longer one is answered 413. */
  limit?: number | undefined
  /**
   * Called for every refusal; count them here. If it throws, the error is printed and the answer is the same.
   * Refusals are also published on the diagnostics channel `hookseal:refused`.
   */
  onRefusal?: ((refusal: Refusal) => unknown) | undefined
  /** Whether refusals are printed with `console.warn`, at most one a second: true by default. */
  log?: boolean | undefined
  /**
   * For development: whether the line that is printed says what explains the refusal, as `diagnose` does. False by
   * default; true is a TypeError where `NODE_ENV` is `production`. The answer never says it.
   */
  diagnose?: boolean | undefined
  /** Replaces the system clock in tests. Returns milliseconds since the Unix epoch, or a `Date`. */
  now?: (() => number | Date) | undefined
}

/** As `VerifierSource`, for actions. */
export type ActionVerifierSource = ActionVerifier | (() => ActionVerifier)

/** What a handler of actions decides. The user is told the `errorMessage`, which has at most 500 characters. */
export type Verdict =
  | 'Allow'
  | 'Deny'
  | { verdict: 'Allow'; errorMessage?: undefined }
  | { verdict: 'Deny'; errorMessage?: string | undefined }

export interface ActionOptions extends WebhookOptions {
  /** How many seconds the handler may take: 5 by default. `null` is no limit. */
  deadline?: number | null | undefined
  /** The answer if the handler throws or takes too long. By default it is 500, after which WorkOS denies. */
  onError?: Verdict | undefined
}
