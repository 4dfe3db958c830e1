// The engine of the WebAssembly module that is embedded in this package as text.

import bytes from './bytes.js'
import { engineOf } from './wasm.js'

export function embedded() {
  if (bytes === null) {
    throw new Error(
      'this copy of hookseal was built without WebAssembly: ' +
        'run `rustup target add wasm32-unknown-unknown` and install it again',
    )
  }
  const text = atob(bytes)
  const code = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) code[index] = text.charCodeAt(index)
  return engineOf(new WebAssembly.Module(code))
}
