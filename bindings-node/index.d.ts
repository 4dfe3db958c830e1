import type { ActionData, ActionType, EventContext, WebhookEventData, WebhookEventType } from './event-types.js'

export type * from './event-types.js'

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

/** The JSON object of an event, as it was sent. */
export interface EventEnvelope<Name extends string, Data> {
  /** The same in every delivery of the event. Deliveries repeat; recognise repeats by this id. */
  id: string
  /** The event's type, such as "connection.activated". A comparison with a known name gives `data` its type. */
  event: Name
  /** The object that the event is about, such as a connection. */
  data: Data
  /** When it happened, as sent. */
  created_at: string
  /** Its circumstances, if WorkOS sent any. */
  context?: EventContext
  /** Any other member. */
  [member: string]: unknown
}

/**
 * Stands for every name that this version does not know. It is a literal so that the comparison with a misspelt
 * name is an error. To handle an event by a new name, write `const name: string = event.event`.
 */
export type UnknownEventType = '(any other name)'

/**
 * A verified event: the JSON object as it was sent. After `if (event.event === 'dsync.user.created')`, and in the
 * cases of a `switch (event.event)`, `event.data` has the type that belongs to the name. Until then it is `unknown`.
 *
 * `WebhookEvent<'dsync.user.created'>` is that event alone.
 */
export type WebhookEvent<Name extends WebhookEventType | UnknownEventType = WebhookEventType | UnknownEventType> =
  Name extends WebhookEventType ? EventEnvelope<Name, WebhookEventData[Name]> : EventEnvelope<UnknownEventType, unknown>

/**
 * Whether this version knows the event's name. WorkOS adds new ones over time, and their events are genuine too.
 * It says nothing of the event's data.
 */
export function isKnownEvent(event: WebhookEvent): event is WebhookEvent<WebhookEventType>

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
  constructEvent(payload: Payload, header: Header, options?: ClockOptions): WebhookEvent

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
export function readEvent(payload: Payload): WebhookEvent

/** One accident that explains a refusal, or a part of the explanation. */
export interface Finding {
  /** The stable name of the accident, the same in every language: `payload_newline_added`, `secret_quoted`, ... */
  code: string
  /** What happened, in a sentence. */
  message: string
  /** What to do, in a sentence. */
  advice: string
}

/** What `diagnose` found out. It contains no secret, no signature and nothing of the payload. */
export interface Diagnosis {
  /** What `new Verifier` or `verify` refuses it with, or `ok`. */
  code: VerificationErrorCode | ConfigurationErrorCode | 'ok'
  /** What explains the refusal, the most telling first. Empty if nothing does, or if nothing is wrong. */
  findings: Finding[]
  /** The same in one or two sentences. */
  summary: string
  /** The codes of what cannot explain it. Empty if something was found. */
  ruledOut: string[]
  /** What to check next, the most likely first. Empty if something was found. */
  nextSteps: string[]
}

/**
 * Says why a delivery is refused, for development and support. It tries again what usually goes wrong: a body that was
 * parsed and serialised again, quotes around the secret, a header of another sender, a wrong clock, or two of these at
 * once. That takes far longer than to verify, so do not call it for every delivery.
 *
 * @param secret what `new Verifier` takes, or what it refuses
 */
export function diagnose(
  payload: Payload,
  header: Header,
  secret: Secret | readonly Secret[],
  options?: ClockOptions,
): Diagnosis

/** The beginnings of a name, each followed by a wildcard: `dsync.*` and `dsync.user.*` of 'dsync.user.created'. */
type Wildcards<Name extends string> = Name extends `${infer Head}.${infer Tail}`
  ? `${Head}.*` | `${Head}.${Wildcards<Tail>}`
  : never

/** What `router.on` takes: the name of an event, or `dsync.*` for all names that begin with `dsync.` */
export type EventPattern = WebhookEventType | UnknownEventType | Wildcards<WebhookEventType>

/** The events that a pattern selects, of the names that this version knows. */
export type MatchingEvent<Pattern extends EventPattern> = Pattern extends `${infer Prefix}.*`
  ? WebhookEvent<Extract<WebhookEventType, `${Prefix}.${string}`>>
  : WebhookEvent<Exclude<Pattern, `${string}.*`>>

/**
 * Calls the handlers that are registered for an event. Pass `router.handle` to an adapter as the handler, or call it in
 * yours. `Rest` is what the handlers get after the event, which is what the adapter passes.
 *
 * @example
 * const router = new Router()
 *   .on('dsync.user.created', async (event) => provision(event.data))
 *   .on('dsync.*', (event) => audit(event))
 * createServer(webhook(verifier, router.handle))
 */
export class Router<Rest extends unknown[] = any[]> {
  /**
   * Registers a handler for events by their names, `'dsync.user.created'` or `['user.created', 'user.updated']`, or for
   * all that begin alike: `'dsync.*'`. Such a handler also gets events whose names are newer than this version. To
   * handle one of them alone, write `'dsync.of.later' as UnknownEventType`.
   *
   * @throws {RangeError} for a `*` in another place
   */
  on<const Pattern extends EventPattern>(
    patterns: Pattern | readonly Pattern[],
    handler: (event: MatchingEvent<Pattern>, ...rest: Rest) => unknown,
  ): this

  /** Registers a handler for every event. */
  onAny(handler: (event: WebhookEvent, ...rest: Rest) => unknown): this

  /**
   * Calls every handler that is registered for the event, one after the other, in the order in which they were
   * registered. If some throw, the others are called all the same, and then this throws: the one error, or an
   * `AggregateError` of all. Every adapter answers that with 500, and WorkOS sends the event again.
   */
  readonly handle: (event: WebhookEvent, ...rest: Rest) => Promise<void>
}

/** The default tolerance of an action, in seconds: 30. */
export const ACTION_TOLERANCE: number

/** The parts of a verified action. */
export interface ActionParts<Kind extends string, Data> {
  /** The action's own id. */
  id: string
  /** Which action it is. A comparison with a known one gives `data` its type. */
  object: Kind
  /** The whole JSON object, as it was sent. */
  data: Data
}

/** Stands for every `object` that this version does not know. It is a literal as `UnknownEventType` is. */
export type UnknownActionType = '(any other object)'

/**
 * A verified action: the question whether a user may sign in or register. After
 * `if (action.object === 'authentication_action_context')`, `action.data` has the type that belongs to it.
 *
 * `Action<'authentication_action_context'>` is that action alone.
 */
export type Action<Kind extends ActionType | UnknownActionType = ActionType | UnknownActionType> =
  Kind extends ActionType
    ? ActionParts<Kind, ActionData[Kind]>
    : ActionParts<UnknownActionType, { [member: string]: unknown }>

export interface ResponseOptions extends ClockOptions {
  /** What the user is told with 'Deny': at most 500 characters. */
  errorMessage?: string | undefined
}

/** Verifies the requests of one AuthKit Actions endpoint, and signs the answers. Make it once, at start-up. */
export class ActionVerifier {
  /**
   * @param secret the action's own secret, or up to 16 while you rotate it; `tolerance` is 30 by default
   * @throws {ConfigurationError} if a secret or the tolerance is not valid
   */
  constructor(secret: Secret | readonly Secret[], options?: VerifierOptions)

  /**
   * Checks a request as `Verifier.verify` does, and only then reads its action.
   *
   * @throws {VerificationError} as `verify` does, and `invalid_payload` if the request is genuine but not an action
   */
  constructAction(payload: Payload, header: Header, options?: ClockOptions): Action

  /**
   * The signed answer to an action: the body to answer with, unchanged, with status 200.
   *
   * @throws {RangeError} for another verdict, a longer message, or a message with 'Allow'
   */
  signResponse(action: Action, verdict: 'Allow' | 'Deny', options?: ResponseOptions): Uint8Array
}

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

/**
 * A delivery was refused. `instanceof` also recognises the errors of another copy of hookseal.
 *
 * It has no stack trace, because anyone can cause refusals, and a stack trace takes several times as long as a
 * verification. It says which delivery was refused; where in the program that was, the code around `verify` knows.
 */
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
