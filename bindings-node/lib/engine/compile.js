// Compiles a module that is embedded in this package as text.

import { fromBase64 } from '#host'

/** `text` is in base64; null if the module was not built. */
export function compile(text) {
  if (text === null) {
    throw new Error(
      'this copy of hookseal was built without WebAssembly: ' +
        'run `rustup target add wasm32-unknown-unknown` and install it again',
    )
  }
  return new WebAssembly.Module(fromBase64(text))
}
