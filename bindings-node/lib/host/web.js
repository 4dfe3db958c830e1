// What Workers, edge runtimes and browsers do in the way of the web.

export const { TextDecoder, TextEncoder } = globalThis

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
// As they are now, because the fake timers of a test runner would stop every deadline.
const { setTimeout, clearTimeout } = globalThis

export const Bytes = Uint8Array

export function encode(text) {
  return encoder.encode(text)
}

export function fromBase64(text) {
  // Not in every runtime yet. The loop below takes most of the time in which WebAssembly starts.
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text)
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** The text of Bytes that are UTF-8. */
export function decode(bytes) {
  // Browsers refuse memory that can be resized.
  return decoder.decode(bytes.buffer.resizable ? bytes.slice() : bytes)
}

export function concat(chunks, size) {
  const joined = new Uint8Array(size)
  let end = 0
  for (const chunk of chunks) {
    joined.set(chunk, end)
    end += chunk.length
  }
  return joined
}

/** Calls back later. Returns the function that cancels this. Until then, a process stays alive only if `keepsAlive`. */
export function schedule(callback, milliseconds, { keepsAlive = false } = {}) {
  const timer = setTimeout(callback, milliseconds)
  if (!keepsAlive) timer.unref?.() // in a bundle that runs on Node after all
  return () => clearTimeout(timer)
}

/** Whether the program runs in production. Bundlers write the value here; some Workers have `process`. */
export function isProduction() {
  try {
    return process.env.NODE_ENV === 'production'
  } catch {
    return false
  }
}

/** There are no diagnostics channels. */
export function publishRefusal() {}
