// Diagnoses on Node, Bun and Deno: by the addon if that is the engine, otherwise by WebAssembly.

import { engine } from '#engine'
import { embeddedDiagnoser } from './embedded.js'

let found

export function diagnoser() {
  return (found ??= engine.diagnose ?? embeddedDiagnoser())
}
