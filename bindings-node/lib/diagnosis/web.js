// Diagnoses in browsers, and wherever nothing else is known about the runtime.

import { embeddedDiagnoser } from './embedded.js'

let found

export function diagnoser() {
  return (found ??= embeddedDiagnoser())
}
