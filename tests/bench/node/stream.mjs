// Streams the given number of MiB through a verification.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { Verifier, sign } = createRequire(process.env.HOOKSEAL)('hookseal')
const verification = new Verifier('whsec_benchmark').begin(sign('whsec_benchmark', ''))
const chunk = Buffer.alloc(1 << 20)
for (let i = 0; i < Number(process.argv[2]); i += 1) verification.update(chunk)
try {
  verification.finish()
} catch (error) {
  console.log(error.code)
}
readFileSync(0) // waits while run.py reads the peak
