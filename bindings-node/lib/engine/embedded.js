// The engine of the WebAssembly module that is embedded in this package as text.

import { fromBase64 } from '#host'
import bytes from './bytes.js'
import { engineOf } from './wasm.js'

export function embedded() {
  if (bytes === null) {
    throw new Error(
      'this copy of hookseal was built without WebAssembly: ' +
        'run `rustup target add wasm32-unknown-unknown` and install it again',
    )
  }
  return engineOf(new WebAssembly.Module(fromBase64(bytes)))
}
