// The second WebAssembly module, which is embedded in this package as text.

import { compile } from '../engine/compile.js'
import bytes from './bytes.js'
import { diagnoserOf } from './module.js'

export function embeddedDiagnoser() {
  return diagnoserOf(compile(bytes))
}
