// The engine of the WebAssembly module that is embedded in this package as text.

import bytes from './bytes.js'
import { compile } from './compile.js'
import { engineOf } from './wasm.js'

export function embedded() {
  return engineOf(compile(bytes))
}
