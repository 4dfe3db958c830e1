import { EVENT_NAMES } from './event-names.js'

export function isKnownEvent(event) {
  return EVENT_NAMES.has(event.event)
}
