import type { WebhookEventType } from './event-types.js'

export type { WebhookEventType }

/** A payload: the raw request body. A string stands for its UTF-8. */
export type Payload = ArrayBufferView | ArrayBufferLike | string

/** An endpoint's secret, used byte for byte; a string stands for its UTF-8. */
export type Secret = string | ArrayBufferView | ArrayBufferLike

/**
 * The signature header's value; several are joined with ", ", none is a missing header. Or the headers of
 * the request, as they are, in which it is looked for in any case.
 */
export type Header = string | readonly string[] | null | undefined | RequestHeaders

/** A `Headers` object, what `node:http` and the frameworks have, or pairs of names and values. */
export type RequestHeaders =
  | { readonly [name: string]: string | readonly string[] | null | undefined }
  | Iterable<readonly [name: string, value: string | readonly string[]]>

/** The stable name of an error, the same in every language. */
export type VerificationErrorCode =
  | 'missing_header'
  | 'malformed_header'
  | 'no_signature'
  | 'signature_mismatch'
  | 'timestamp_too_old'
  | 'timestamp_in_future'
  | 'invalid_payload'

/** The stable name of an error, the same in every language. */
export type ConfigurationErrorCode = 'invalid_secret' | 'invalid_tolerance'

/** The name of the signature header. Node gives header names in lower case. */
export const HEADER_NAME: string

/** The usual tolerance, in seconds: 180. */
export const DEFAULT_TOLERANCE: number

/** The version of hookseal. */
export const version: string

/** What a genuine and timely signature tells. */
export interface Verified {
  /** When the delivery was issued, in milliseconds since the Unix epoch. */
  timestamp: number
  /** Which of the verifier's secrets signed it, counted from 0. */
  secretIndex: number
}

/** A verified event: the JSON object as it was sent. */
export interface WebhookEvent<Data = unknown> {
  /** The same in every delivery of the event: keep it, for deliveries repeat. */
  id: string
  /** The event's type, such as "connection.activated"; new ones appear over time, so it may be any. */
  event: WebhookEventType | (string & {})
  /** What the event is about. */
  data: Data
  /** When it happened, as sent. */
  created_at: string
  /** Any other member. */
  [member: string]: unknown
}

export interface VerifierOptions {
  /**
   * How many seconds the timestamp may be from now, either way: 0 to 86400, 180 if absent.
   * `null` accepts a genuine delivery of any age, and any replay of it.
   */
  tolerance?: number | null | undefined
}

export interface ClockOptions {
  /** Replaces the system clock: milliseconds since the Unix epoch, or a Date. */
  now?: number | Date | undefined
}

/** Verifies deliveries sent to one endpoint. Make it once. */
export class Verifier {
  /**
   * @param secret the endpoint's, or up to 16 while one is being rotated
   * @throws {ConfigurationError} for a secret or a tolerance that may not be used
   */
  constructor(secret: Secret | readonly Secret[], options?: VerifierOptions)

  /**
   * Checks a delivery.
   *
   * @throws {VerificationError} that says what is wrong
   */
  verify(payload: Payload, header: Header, options?: ClockOptions): Verified

  /**
   * Checks a delivery as `verify` does, and only then reads its event.
   *
   * @throws {VerificationError} also `invalid_payload`, if it is genuine but no event
   */
  constructEvent<Data = unknown>(payload: Payload, header: Header, options?: ClockOptions): WebhookEvent<Data>

  /**
   * Starts to check a payload that arrives in chunks.
   *
   * @throws {VerificationError} if the header alone is reason enough
   */
  begin(header: Header): Verification
}

/** A payload being verified as it arrives; made by `Verifier.begin`. */
export class Verification {
  private constructor()

  /** Takes the next chunk of the payload. */
  update(chunk: Payload): this

  /** Judges the whole payload, once; as `Verifier.verify` throws and returns. */
  finish(options?: ClockOptions): Verified
}

/**
 * Reads an event from a payload that was verified before: one that was stored, or that arrived in chunks.
 * It proves nothing about where the payload came from.
 *
 * @throws {VerificationError} `invalid_payload`, if it is no event
 */
export function readEvent<Data = unknown>(payload: Payload): WebhookEvent<Data>

export interface SignOptions {
  /** When the delivery is issued: milliseconds since the Unix epoch, or a Date. By default now. */
  timestamp?: number | Date | undefined
}

/**
 * Signs a payload as WorkOS does and gives the header's value: to test an endpoint with. Its clock is
 * `timestamp`; `now` belongs to `verify`.
 *
 * @throws {ConfigurationError} for a secret that may not be used
 */
export function sign(secret: Secret, payload: Payload, options?: SignOptions): string

/** A delivery was refused. `instanceof` also recognises the errors of another copy of hookseal. */
export class VerificationError extends Error {
  private constructor()
  readonly code: VerificationErrorCode
  /** Of the two time errors: when the delivery, which is genuine, was issued. */
  readonly timestamp?: number
  /** Of the two time errors: how many milliseconds that is from now. */
  readonly differenceMs?: number
}

/** A secret or a tolerance that may not be used. */
export class ConfigurationError extends Error {
  private constructor()
  readonly code: ConfigurationErrorCode
}
