// Sample deliveries, good and bad. Each is signed when it is chosen, so that its time is right.
import { sign } from 'hookseal'

const SECRET = 'whsec_playground'
const EVENT = {
  id: 'event_01KB0000000000000000000000',
  event: 'dsync.user.updated',
  data: { id: 'directory_user_01', directory_id: 'directory_01', first_name: 'Zoë', emails: [] },
  created_at: '2026-01-01T12:00:00.000Z',
}
const ACTION = {
  id: 'action_01KB0000000000000000000000',
  object: 'authentication_action_context',
  ip_address: '192.0.2.1',
}
const COMPACT = JSON.stringify(EVENT)
const HOUR = 3_600_000

function signed(payload, { secret = SECRET, timestamp = Date.now(), kind = 'event', ...received } = {}) {
  return { kind, payload, secret, header: sign(secret, payload, { timestamp }), ...received }
}

export const SAMPLES = {
  'A genuine event': () => signed(COMPACT),
  'A genuine action': () => signed(JSON.stringify(ACTION), { kind: 'action' }),
  'Parsed and serialised again': () => ({ ...signed(COMPACT), payload: JSON.stringify(EVENT, null, 2) }),
  'A newline at the end': () => ({ ...signed(COMPACT), payload: `${COMPACT}\n` }),
  'A changed payload': () => ({ ...signed(COMPACT), payload: COMPACT.replace('Zoë', 'Zoe') }),
  'Another secret': () => ({ ...signed(COMPACT), secret: 'whsec_of_another_endpoint' }),
  'A secret in quotes': () => ({ ...signed(COMPACT), secret: `"${SECRET}"` }),
  'A replay, an hour old': () => signed(COMPACT, { timestamp: Date.now() - HOUR }),
  'A clock that is behind': () => signed(COMPACT, { timestamp: Date.now() + HOUR }),
  'The time in seconds': () => ({ ...signed(COMPACT, { timestamp: Math.floor(Date.now() / 1000) }) }),
  'No header': () => ({ ...signed(COMPACT), header: '' }),
  'No signature': () => ({ ...signed(COMPACT), header: `t=${Date.now()}` }),
  'Not an event': () => signed('{"hello": "world"}'),
}
