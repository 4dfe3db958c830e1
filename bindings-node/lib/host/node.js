// What Node, Bun and Deno do in their own way.

import { Buffer } from 'node:buffer'
import { channel } from 'node:diagnostics_channel'
import timers from 'node:timers'
import { hasPermission } from '../engine/permissions.js'

// Not the globals, which Jest's environment for browsers lacks.
export { TextDecoder, TextEncoder } from 'node:util'

/** A Buffer over existing memory. Buffer.from would read the memory's `byteLength`, which may be overridden. */
export class Bytes extends Uint8Array {}
Object.setPrototypeOf(Bytes.prototype, Buffer.prototype)

export function encode(text) {
  return Buffer.from(text, 'utf8')
}

export function fromBase64(text) {
  return Buffer.from(text, 'base64')
}

/** The text of Bytes that are UTF-8. */
export function decode(bytes) {
  return bytes.toString('utf8')
}

export function concat(chunks, size) {
  return Buffer.concat(chunks, size)
}

/**
 * Calls back later. Returns the function that cancels this. Until then, the process stays alive only if `keepsAlive`.
 * Not the global timers, because the fake timers of a test runner would stop every deadline.
 */
export function schedule(callback, milliseconds, { keepsAlive = false } = {}) {
  const timer = timers.setTimeout(callback, milliseconds)
  if (!keepsAlive) timer.unref()
  return () => timers.clearTimeout(timer)
}

const VARIABLE = 'NODE_ENV'

/** Whether the program runs in production. The global `process`, because to import node:process takes 5 ms. */
export function isProduction() {
  return hasPermission({ name: 'env', variable: VARIABLE }) && process.env[VARIABLE] === 'production'
}

const refused = channel('hookseal:refused')

export function publishRefusal(refusal) {
  refused.publish(refusal)
}
