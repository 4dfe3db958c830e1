// The package as it was packed and installed, in another folder.

import assert from 'node:assert'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(process.env.HOOKSEAL)

/** A copy of the package that runs on this backend. */
export function load(backend) {
  for (const file of Object.keys(require.cache)) delete require.cache[file]
  process.env.HOOKSEAL_BACKEND = backend
  const hookseal = require('hookseal')
  assert.equal(hookseal.backend, backend)
  return hookseal
}

/** The milliseconds in which a program that has just started reads, compiles and instantiates the module. */
export function timeToStart() {
  const start = performance.now()
  require(join(dirname(require.resolve('hookseal')), 'lib/engine/embedded.cjs')).embedded()
  return performance.now() - start
}
