'use strict'

const smoke = require('./smoke.cjs')

test('hookseal loads in Jest', () => {
  const hookseal = require('hookseal')
  smoke(hookseal)
  expect(hookseal.backend).toBe(process.env.EXPECTED)
})
