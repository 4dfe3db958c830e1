'use strict'
// As import.mjs, with the CommonJS face.

const hookseal = require('hookseal')

Promise.all([import('./answer.mjs'), import('./lines.mjs')]).then(([{ answerer }, { bridge, tell }]) => {
  const answer = answerer(hookseal)
  tell(hookseal.backend)
  return bridge((lines) => lines.map(answer))
})
