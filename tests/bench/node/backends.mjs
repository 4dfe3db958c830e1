// The package as it was packed and installed, in another folder.

import assert from 'node:assert'
import { createRequire } from 'node:module'

const require = createRequire(process.env.HOOKSEAL)

/** A copy of the package that runs on this backend. */
export function load(backend) {
  for (const file of Object.keys(require.cache)) delete require.cache[file]
  process.env.HOOKSEAL_BACKEND = backend
  const hookseal = require('hookseal')
  assert.equal(hookseal.backend, backend)
  return hookseal
}
