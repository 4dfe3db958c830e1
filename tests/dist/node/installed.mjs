// Prints what hookseal runs on, loaded by import and by require. Both must accept and refuse.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import * as imported from 'hookseal'
import smoke from './smoke.cjs'

const required = createRequire(import.meta.url)('hookseal')
smoke(imported)
smoke(required)
assert.equal(imported.backend, required.backend)
console.log(imported.backend)
