// Compiled, never run: code that the types accept, and code that they refuse.
import {
  ActionVerifier,
  ConfigurationError,
  Router,
  VerificationError,
  Verifier,
  diagnose,
  isKnownEvent,
  readEvent,
  sign,
  type Action,
  type ActionType,
  type AuthenticationActionContext,
  type Diagnosis,
  type UnknownEventType,
  type Verified,
  type WebhookEvent,
  type WebhookEventData,
  type WebhookEventType,
} from 'hookseal'

const verifier = new Verifier(['new', new Uint8Array(2)], { tolerance: null })
const verified: Verified = verifier.verify('{}', ['a', 'b'], { now: new Date() })
verified.secretIndex.toFixed()

const found: Diagnosis = diagnose('{}', new Headers(), ['new', new Uint8Array(2)], { now: 0 })
found.findings.map(({ code, message, advice }) => `${code}${message}${advice}`)
if (found.code === 'invalid_secret') found.nextSteps.join()
// @ts-expect-error no code of a diagnosis
if (found.code === 'fine') found.ruledOut.join()
// @ts-expect-error not an option
diagnose('{}', null, 'secret', { tolerance: 1 })

const event: WebhookEvent = verifier.constructEvent(new ArrayBuffer(2), null)
if (event.event === 'dsync.user.created') {
  event.data.emails?.[0]?.value?.trim()
  const created: WebhookEvent<'dsync.user.created'> = event
  created.data satisfies WebhookEventData['dsync.user.created']
  // WorkOS may add a state, so any string will do.
  if (event.data.state === 'asleep') event.data.state.trim()
  // @ts-expect-error a misspelt member
  event.data.emials
}
switch (event.event) {
  case 'user.created':
  case 'user.deleted':
    event.data.email.trim()
    break
  case 'authentication.sso_failed':
    event.data.error.code.trim()
    break
  case 'agent.blueprint.created':
    // @ts-expect-error WorkOS does not describe it
    event.data.id
    break
  // @ts-expect-error no event has this name
  case 'user.craeted':
    break
  default:
    event.event.trim()
}
// @ts-expect-error no event has this name
if (event.event === 'dsync.user.craeted') event.id.trim()
// @ts-expect-error unknown until the name was compared
event.data.id

if (isKnownEvent(event)) {
  event.event satisfies WebhookEventType
} else {
  const name: string = event.event
  if (name === 'dsync.user.later') event.id.trim()
  // @ts-expect-error unknown
  event.data.id
}

// The compiler can name these types in the declarations of whoever uses them.
export const role = event.event === 'role.created' ? event : undefined
export const owner = event.event === 'api_key.created' && event.data.owner

event.context?.actor?.source?.trim()
event.later satisfies unknown
const stored = readEvent(new Uint8Array(2))
const { event: name, data } = stored
if (name === 'api_key.created' && data.owner.type === 'user') data.owner.organization_id.trim()

function handleAny(any: WebhookEvent) {
  return any.id
}
function handleCreated(created: WebhookEvent<'user.created'>, request: Request) {
  return created.data.email + request.url
}
const router = new Router()
  .on('dsync.user.updated', (updated) => updated.data.previous_attributes)
  .on(['user.created', 'invitation.created'], async (created, request) => {
    created.data.email.trim()
    if (created.event === 'invitation.created') created.data.role_slug?.trim()
    // @ts-expect-error a user has none
    created.data.role_slug
    request.anything
  })
  .on('dsync.user.*', (changed) => {
    changed.data.emails?.[0]?.value?.trim()
    if (changed.event === 'dsync.user.updated') changed.data.previous_attributes
    // @ts-expect-error not of this family
    if (changed.event === 'dsync.group.created') changed.id
  })
  .on('dsync.*', (changed) => {
    if (changed.event === 'dsync.group.created') changed.data.name.trim()
    // @ts-expect-error only some have it
    changed.data.emails
  })
  .on(['role.*', 'user.created'], (either) => either.data.created_at)
  .on('flag.updated', handleAny)
  .on('user.created', handleCreated)
  .on('user.of.later' as UnknownEventType, (later) => later.data satisfies unknown)
  .onAny(handleAny)
router.handle(event, 'what an adapter passes').then(() => {})
// @ts-expect-error no event has this name
router.on('dsync.user.craeted', () => {})
// @ts-expect-error no event has this name
router.on(['user.created', 'user.craeted'], () => {})
// @ts-expect-error no name begins so
router.on('dsnyc.*', () => {})
// @ts-expect-error a handler of another event
router.on('user.deleted', handleCreated)
// @ts-expect-error a misspelt member
router.on('user.deleted', (deleted) => deleted.data.emial)
const typed = new Router<[request: Request]>().on('user.created', handleCreated)
typed.onAny((_event, request) => request.url.trim())
// @ts-expect-error the handlers need a request
typed.handle(event)

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

const actions = new ActionVerifier(['new', new Uint8Array(2)], { tolerance: 10 })
const action: Action = actions.constructAction(new Uint8Array(2), request.headers, { now: 1 })
if (action.object === 'authentication_action_context') {
  action.data.user.email.trim()
  action.data.organization?.name.trim()
  action.data satisfies AuthenticationActionContext
  const signIn: Action<'authentication_action_context'> = action
  actions.signResponse(signIn, 'Deny', { errorMessage: signIn.data.ip_address ?? '' })
  // @ts-expect-error it registers nobody
  action.data.user_data
} else if (action.object === 'user_registration_action_context') {
  action.data.user_data.first_name?.trim()
  action.data.invitation?.role_slug?.trim()
} else {
  // WorkOS may add others.
  const kind: string = action.object
  if (kind === 'password_reset_action_context') action.data['a member of later'] satisfies unknown
}
'authentication_action_context' satisfies ActionType
// @ts-expect-error no action is this
if (action.object === 'authentication_action') action.id
// @ts-expect-error unknown until it is checked
action.data.user.email
const answer: Uint8Array = actions.signResponse(action, 'Deny', { errorMessage: 'no', now: new Date() })
new Response(answer.slice()).body?.cancel()
actions.signResponse(action, 'Allow')
// @ts-expect-error a verdict is capitalised
actions.signResponse(action, 'deny')
// @ts-expect-error the name of the member in JavaScript
actions.signResponse(action, 'Deny', { error_message: 'no' })
// @ts-expect-error an event is not an action
actions.signResponse(event, 'Allow')
// @ts-expect-error it reads no events
actions.constructEvent('{}', 't=1')

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
