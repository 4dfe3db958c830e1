// Compiled, never run: code that the types accept, and code that they refuse.
import {
  ConfigurationError,
  VerificationError,
  Verifier,
  readEvent,
  sign,
  type Verified,
  type WebhookEvent,
  type WebhookEventType,
} from 'hookseal'

const verifier = new Verifier(['new', new Uint8Array(2)], { tolerance: null })
const verified: Verified = verifier.verify('{}', ['a', 'b'], { now: new Date() })
verified.secretIndex.toFixed()
const event: WebhookEvent<{ name: string }> = verifier.constructEvent(new ArrayBuffer(2), null)
event.data.name.trim()
// The type has the known names, for editors, and accepts any other name.
'connection.activated' satisfies Extract<WebhookEvent['event'], WebhookEventType>
event.event = 'later.event'
if (event.event === 'dsync.activated') event.event.trim()
readEvent<{ name: string }>(new Uint8Array(2)).data.name.trim()

declare const request: Request
verifier.verify('{}', request.headers)
verifier.verify('{}', { 'WorkOS-Signature': 't=1', host: undefined })
verifier.begin(new Map([['WorkOS-Signature', 't=1']]))
verifier
  .begin(undefined)
  .update(new DataView(new ArrayBuffer(1)))
  .finish()
  .timestamp.toFixed()
sign('secret', new Uint16Array(1), { timestamp: 1 }).trim()

try {
  verifier.verify('{}', 't=1')
} catch (error) {
  if (error instanceof VerificationError && error.code === 'timestamp_too_old') {
    error.timestamp?.toFixed()
  }
  if (error instanceof ConfigurationError) error.code satisfies `invalid_${string}`
}

// @ts-expect-error no event has this name
'connection.actived' satisfies WebhookEventType
// @ts-expect-error a parsed object is not a payload
verifier.verify({ id: 'event_01' }, 't=1')
// @ts-expect-error a request is not its headers
verifier.verify('{}', request)
// @ts-expect-error the SDK takes one object, hookseal two arguments
verifier.constructEvent({ payload: '{}', sigHeader: 't=1', secret: 'secret' })
// @ts-expect-error the clock of sign is `timestamp`
sign('secret', '{}', { now: 1 })
// @ts-expect-error a misspelt option
new Verifier('secret', { tolerence: 10 })
// @ts-expect-error the secret is required
new Verifier()
// @ts-expect-error a tolerance is seconds
new Verifier('secret', { tolerance: '180' })
