// Diagnoses with the second WebAssembly module, which has nothing else: most programs never load it.

import { Instance, sizeOfList } from '../engine/instance.js'

const FAILURE = 'hookseal itself failed, so nothing was diagnosed; please report it'

/** The `diagnose` of the addon (native.d.ts), by a `WebAssembly.Module`. */
export function diagnoserOf(module) {
  return (payload, header, secrets, now) => {
    // Each time a new one, so that its memory, which may have grown, can be overwritten and given back.
    const instance = new Instance(module, FAILURE)
    try {
      const items = [payload, header ?? '', ...secrets]
      instance.resize(sizeOfList(items))
      const hasHeader = header !== undefined && header !== null
      return instance.answer(instance.call.diagnose(instance.writeList(items), hasHeader ? 1 : 0, now))
    } finally {
      instance.wipe()
    }
  }
}
