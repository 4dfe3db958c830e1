import type { WebhookEventType } from './event-types.js'

export type { WebhookEventType }

/** A payload: the raw request body. A string is used as UTF-8. */
export type Payload = ArrayBufferView | ArrayBufferLike | string

/** An endpoint's secret, used byte for byte. A string is used as UTF-8. */
export type Secret = string | ArrayBufferView | ArrayBufferLike

/**
 * The signature header's value, or all the headers of the request, in which the name is found in any case.
 * Several values are joined with ", ". No value is a missing header.
 */
export type Header = string | readonly string[] | null | undefined | RequestHeaders

/** A `Headers` object, the headers object of `node:http` and its frameworks, or pairs of names and values. */
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

/** The name of the signature header, `WorkOS-Signature`. Node's own headers objects have it in lower case. */
export const HEADER_NAME: string

/** The default tolerance, in seconds: 180. */
export const DEFAULT_TOLERANCE: number

/** The version of hookseal. */
export const version: string

/** What runs the core here: the addon for this platform, or WebAssembly. Both give the same answers. */
export const backend: 'native' | 'wasm'

/** The result for a genuine delivery within the tolerance. */
export interface Verified {
  /** When the delivery was issued, in milliseconds since the Unix epoch. */
  timestamp: number
  /** Which of the verifier's secrets signed it, counted from 0. */
  secretIndex: number
}

/** A verified event: the JSON object as it was sent. */
export interface WebhookEvent<Data = unknown> {
  /** The same in every delivery of the event. Deliveries repeat; recognise repeats by this id. */
  id: string
  /** The event's type, such as "connection.activated". WorkOS adds new ones over time, so it may be any string. */
  event: WebhookEventType | (string & {})
  /** The object that the event is about, such as a connection. */
  data: Data
  /** When it happened, as sent. */
  created_at: string
  /** Any other member. */
  [member: string]: unknown
}

export interface VerifierOptions {
  /**
   * By how many seconds the timestamp may differ from now, either way: 0 to 86400, by default 180.
   * `null` accepts a genuine delivery of any age, and so any replay of it.
   */
  tolerance?: number | null | undefined
}

export interface ClockOptions {
  /** Replaces the system clock: milliseconds since the Unix epoch, or a Date. */
  now?: number | Date | undefined
}

/** Verifies deliveries sent to one endpoint. Make it once, at start-up. */
export class Verifier {
  /**
   * @param secret the endpoint's secret, or up to 16 while you rotate it
   * @throws {ConfigurationError} if a secret or the tolerance is not valid
   */
  constructor(secret: Secret | readonly Secret[], options?: VerifierOptions)

  /**
   * Checks a delivery.
   *
   * @throws {VerificationError} if the delivery is refused; `code` says why
   */
  verify(payload: Payload, header: Header, options?: ClockOptions): Verified

  /**
   * Checks a delivery as `verify` does, and only then reads its event.
   *
   * @throws {VerificationError} as `verify` does, and `invalid_payload` if the delivery is genuine but not an event
   */
  constructEvent<Data = unknown>(payload: Payload, header: Header, options?: ClockOptions): WebhookEvent<Data>

  /**
   * Starts to check a payload that arrives in chunks.
   *
   * @throws {VerificationError} if the header is missing or malformed, or has no signature
   */
  begin(header: Header): Verification
}

/** The verification of a payload that arrives in chunks. `Verifier.begin` makes it. */
export class Verification {
  private constructor()

  /** Adds the next chunk of the payload. */
  update(chunk: Payload): this

  /** Checks the whole payload. Returns and throws as `Verifier.verify` does. It can be called only once. */
  finish(options?: ClockOptions): Verified
}

/**
 * Reads an event from a payload that was verified before: one that was stored, or that arrived in chunks.
 * It proves nothing about where the payload came from.
 *
 * @throws {VerificationError} `invalid_payload`, if the payload is not an event
 */
export function readEvent<Data = unknown>(payload: Payload): WebhookEvent<Data>

export interface SignOptions {
  /** When the delivery is issued: milliseconds since the Unix epoch, or a Date. The default is now. */
  timestamp?: number | Date | undefined
}

/**
 * Signs a payload as WorkOS does, to test an endpoint, and returns the header's value. The option `timestamp`
 * sets the time; `now` is an option of `verify`.
 *
 * @throws {ConfigurationError} if the secret is not valid
 */
export function sign(secret: Secret, payload: Payload, options?: SignOptions): string

/** A delivery was refused. `instanceof` also recognises the errors of another copy of hookseal. */
export class VerificationError extends Error {
  private constructor()
  readonly code: VerificationErrorCode
  /** When the delivery was issued. Only the two time errors have it, and their deliveries are genuine. */
  readonly timestamp?: number
  /** By how many milliseconds that differs from now. Only the two time errors have it. */
  readonly differenceMs?: number
}

/** A secret or a tolerance is not valid. */
export class ConfigurationError extends Error {
  private constructor()
  readonly code: ConfigurationErrorCode
}
