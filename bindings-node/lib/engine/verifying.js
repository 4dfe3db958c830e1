// An instance of the module that verifies. Its buffer always has room for a header and a piece of a payload.

import { byteLengthOf } from '../brands.js'
import { Instance, MAX_UTF8_PER_UNIT } from './instance.js'

/** The most of a payload that is copied at once. Larger ones are verified in pieces, so that memory does not grow. */
export const PIECE = 1 << 16

const FAILURE = 'hookseal itself failed, so nothing was verified; please report it, and make a new Verifier'

export class Verifying extends Instance {
  constants
  #normalSize

  constructor(module) {
    super(module, FAILURE)
    this.constants = this.answer(this.call.constants())
    this.#normalSize = PIECE + MAX_UTF8_PER_UNIT * (this.constants.maxHeaderLen + 1)
    this.resize(this.#normalSize)
  }

  /** Makes room for arguments of this many bytes. */
  reserve(size) {
    if (size > this.size) this.resize(size)
  }

  /** Makes room for a header and a payload of any size. */
  reserveDelivery(payload) {
    this.reserve(this.#normalSize - PIECE + byteLengthOf(payload))
  }

  /** Gives back what `reserve` has added. */
  release() {
    if (this.size > this.#normalSize) this.resize(this.#normalSize)
  }

  /** Writes the signature header at the start of the buffer, and returns where it ends. */
  writeHeader(header) {
    if (header === undefined || header === null) return 0
    const { maxHeaderLen } = this.constants
    // The rest of a header that is too long makes no difference.
    return this.writeText(0, header.length > maxHeaderLen ? header.slice(0, maxHeaderLen + 1) : header)
  }

  /** Calls a function that frees a handle. The caller is the garbage collector, which handles no errors. */
  free(name, index) {
    if (this.failed) return
    try {
      this.call[name](index)
    } catch {
      // The next use of this instance reports it.
    }
  }
}
