// The package as it was packed and installed, in another folder.

import assert from 'node:assert'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(process.env.HOOKSEAL)

/** A copy of the package that runs on this backend. */
export function load(backend) {
  for (const file of Object.keys(require.cache)) delete require.cache[file]
  process.env.HOOKSEAL_BACKEND = backend
  const hookseal = require('hookseal')
  assert.equal(hookseal.backend, backend)
  return hookseal
}

/** What a program loads in the time that `timesToStart` measures. */
const STARTS = {
  native: 'hookseal',
  // Reads, compiles and instantiates the module.
  wasm: join(dirname(require.resolve('hookseal')), 'embedded.cjs'),
}

/** The milliseconds in which a program that has just started loads hookseal natively, and the WebAssembly alone. */
export function timesToStart() {
  const program = fileURLToPath(new URL('start.cjs', import.meta.url))
  return Object.entries(STARTS).map(([backend, file]) => {
    const env = { ...process.env, HOOKSEAL_BACKEND: backend }
    return [backend, Number(execFileSync(process.execPath, [program, file], { env }))]
  })
}
