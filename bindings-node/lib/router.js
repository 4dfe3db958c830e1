// Calls the handlers that are registered for an event. Which event a handler is for, the core decides.

import { engine } from '#engine'
import { kind } from './kind.js'

export class Router {
  #routes = []

  on(patterns, handler) {
    const names = Array.isArray(patterns) ? [...patterns] : [patterns]
    if (names.length === 0) throw new TypeError('router.on takes at least one name of an event')
    for (const name of names) expectPattern(name)
    return this.#register(names, handler, 'on')
  }

  onAny(handler) {
    return this.#register(['*'], handler, 'onAny')
  }

  // Not a method, so that it can be passed to an adapter.
  handle = async (event, ...rest) => {
    if (typeof event?.event !== 'string') {
      throw new TypeError(`router.handle takes the verified event, not ${kind(event)}: pass what the adapter has set`)
    }
    const errors = []
    for (const { patterns, handler } of [...this.#routes]) {
      if (!patterns.some((pattern) => engine.eventMatches(pattern, event.event))) continue
      try {
        await handler(event, ...rest)
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length === 1) throw errors[0]
    if (errors.length > 1) throw new AggregateError(errors, `${errors.length} handlers of this event failed`)
  }

  #register(patterns, handler, method) {
    if (typeof handler !== 'function') {
      throw new TypeError(`router.${method} takes a handler, such as (event) => { ... }, not ${kind(handler)}`)
    }
    this.#routes.push({ patterns, handler })
    return this
  }
}

function expectPattern(name) {
  if (typeof name !== 'string') {
    throw new TypeError(`router.on takes the name of an event, or an array of names, not ${kind(name)}`)
  }
  const fault = engine.patternFault(name)
  if (fault !== null) throw new RangeError(fault)
}
