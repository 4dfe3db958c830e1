import type { Verifier } from '../index.js'

/** A verifier, or a function that makes it at the first request: then importing the module needs no secret. */
export type VerifierSource = Verifier | (() => Verifier)

/** What is told of a delivery that was refused: never its payload, its header or the secret. */
export interface Refusal {
  /** Why, as the answer says: `signature_mismatch`, `payload_too_large`, ... */
  readonly code: string
  readonly message: string
  /** Only with `timestamp_too_old` and `timestamp_in_future`: how old it is, negative if it is ahead. */
  readonly ageMs?: number
}

export interface WebhookOptions {
  /** How many bytes a body may have, 1 MiB if absent; a longer one is answered 413. */
  limit?: number | undefined
  /**
   * Called for every refusal: the place to count. What it throws is printed, and the refusal answered all
   * the same. Refusals are also published on the diagnostics channel `hookseal:refused`.
   */
  onRefusal?: ((refusal: Refusal) => unknown) | undefined
  /** Whether refusals are printed with `console.warn`, at most once a second; true if absent. */
  log?: boolean | undefined
  /** The clock, for tests: milliseconds or a `Date`. */
  now?: (() => number | Date) | undefined
}
