'use strict'
// The Node runner; tests/conformance/README.md describes the protocol. Run it where hookseal is installed.

const { createRequire } = require('node:module')
const { join } = require('node:path')
const { createInterface } = require('node:readline')

const hookseal = createRequire(join(process.cwd(), 'package.json'))('hookseal')

import('./answer.mjs').then(({ answerer }) => {
  const answer = answerer(hookseal)
  createInterface({ input: process.stdin }).on('line', (line) => process.stdout.write(`${answer(line)}\n`))
})
