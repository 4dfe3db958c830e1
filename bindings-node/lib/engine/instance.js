// An instance of a WebAssembly module: its calls, and the buffer through which they get their arguments.

import { TextDecoder, TextEncoder } from '#host'
import { byteLengthOf } from '../brands.js'

const LENGTH_SIZE = 4
export const MAX_UTF8_PER_UNIT = 3

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export class Instance {
  /** The functions of the module. If one traps, the instance has failed and none works any more. */
  call
  failed = false
  /** The number of bytes for which the buffer has room. */
  size = 0
  #memory
  #failure
  /** Where the buffer is in the memory. */
  #address
  /** The view of the buffer. It ends when the memory grows. */
  #view

  /** `failure` is the message of the error if the module traps. */
  constructor(module, failure) {
    const { memory, ...exports } = new WebAssembly.Instance(module).exports
    this.#memory = memory
    this.#failure = failure
    this.call = { __proto__: null }
    for (const [name, value] of Object.entries(exports)) {
      if (typeof value === 'function') this.call[name] = this.#guarded(value)
    }
  }

  /** Makes the buffer this many bytes long. What it held is lost. */
  resize(size) {
    const address = this.call.resize_buffer(size)
    if (address === 0) throw new RangeError(`hookseal has no memory for ${size} bytes`)
    this.#address = address >>> 0
    this.size = size
    this.#view = new Uint8Array(this.#memory.buffer, this.#address, size)
  }

  /** Writes bytes into the buffer, and returns where they end. */
  write(start, bytes) {
    this.#buffer().set(bytes, start)
    return start + byteLengthOf(bytes)
  }

  /** Writes a string into the buffer as UTF-8, and returns where it ends. */
  writeText(start, text) {
    const buffer = this.#buffer()
    return start + encoder.encodeInto(text, start === 0 ? buffer : buffer.subarray(start)).written
  }

  /** Writes strings or byte strings as a list from the start of the buffer, and returns where it ends. */
  writeList(items) {
    let end = 0
    for (const item of items) {
      const start = end + LENGTH_SIZE
      end = typeof item === 'string' ? this.writeText(start, item) : this.write(start, item)
      new DataView(this.#memory.buffer, this.#address).setUint32(start - LENGTH_SIZE, end - start, true)
    }
    return end
  }

  /** The answer of this length. */
  answer(length) {
    if (length === 0) return null
    if (!(length > 0)) throw this.#fail(length)
    return JSON.parse(decoder.decode(new Uint8Array(this.#memory.buffer, this.call.answer() >>> 0, length)))
  }

  /** Overwrites all of the memory. The instance cannot be used any more. */
  wipe() {
    this.failed = true
    new Uint8Array(this.#memory.buffer).fill(0)
  }

  #buffer() {
    if (this.#view.length === 0) this.#view = new Uint8Array(this.#memory.buffer, this.#address, this.size)
    return this.#view
  }

  #guarded(call) {
    return (a, b, c, d) => {
      if (this.failed) throw new Error(this.#failure)
      try {
        return call(a, b, c, d)
      } catch (cause) {
        throw this.#fail(cause)
      }
    }
  }

  /** Gives this instance up: its state may be half changed. Returns the error that says so. */
  #fail(cause) {
    this.wipe() // it has secrets
    return new Error(this.#failure, { cause })
  }
}

/** How much room a list needs, at most. */
export function sizeOfList(items) {
  return items.reduce((size, item) => size + LENGTH_SIZE + sizeOf(item), 0)
}

/** How much room a string or a byte string needs, at most. */
export function sizeOf(item) {
  return typeof item === 'string' ? item.length * MAX_UTF8_PER_UNIT : byteLengthOf(item)
}
