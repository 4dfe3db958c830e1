'use strict'
// Answers on Node, Bun and Deno, with the CommonJS copy of hookseal.

const hookseal = require('hookseal')

Promise.all([import('./answer.mjs'), import('./lines.mjs')]).then(([{ answerer }, { bridge }]) => {
  const answer = answerer(hookseal)
  return bridge({ backend: hookseal.backend, answerAll: (lines) => lines.map(answer) })
})
