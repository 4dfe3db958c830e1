// Says why a delivery is refused, for development and support.

import { diagnoser } from '#diagnosis'
import { toHeader } from './header.js'
import { toPayload } from './payload.js'
import { toNow, toSecrets } from './verifier.js'

// As it is now, because verifiers do not notice the fake timers of a test runner either.
const { now: clock } = Date

export function diagnose(payload, header, secret, options) {
  const { logLine: _, ...diagnosis } = diagnosisOf(payload, header, secret, options)
  return diagnosis
}

/** What a diagnosis adds to the log line of a refusal, or null. */
export function explain(payload, header, secret, options) {
  return diagnosisOf(payload, header, secret, options).logLine
}

function diagnosisOf(payload, header, secret, options) {
  const now = toNow(options, 'diagnose') ?? clock()
  return diagnoser()(toPayload(payload), toHeader(header), toSecrets(secret), now)
}
