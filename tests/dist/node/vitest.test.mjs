import * as hookseal from 'hookseal'
import smoke from './smoke.cjs'

test('hookseal loads in Vitest', () => {
  smoke(hookseal)
  expect(hookseal.backend).toBe(process.env.EXPECTED)
})
