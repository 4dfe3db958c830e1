'use strict'
// The Node runner; tests/conformance/README.md describes the protocol. Run it where hookseal is installed.

const { createRequire } = require('node:module')
const { join } = require('node:path')
const { createInterface } = require('node:readline')

const hookseal = createRequire(join(process.cwd(), 'package.json'))('hookseal')

function answer(operation, ...fields) {
  try {
    if (operation === 'sign') {
      const [secret, timestamp, payload] = fields
      const header = hookseal.sign(decode(secret), decode(payload), { timestamp: Number(timestamp) })
      return `ok\t${encode(header)}`
    }
    const [secrets, tolerance, head, at, body, chunk] = fields
    const verifier = make(secrets, tolerance)
    // Node gives header values as strings of one character a byte.
    const header = head === '-' ? undefined : decode(head).toString('latin1')
    const payload = decode(body)
    // Past 2^53 a number is the nearest double, which is as far from any timestamp.
    const now = Number(at)
    if (operation === 'event') {
      const event = verifier.constructEvent(payload, header, { now })
      return `ok\t${encode(event.id)}\t${encode(event.event)}`
    }
    return verified(operation === 'stream' ? stream(verifier, header, payload, Number(chunk), now) : verifier.verify(payload, header, { now }))
  } catch (error) {
    if (error.code === undefined) throw error
    return error.timestamp === undefined ? error.code : `${error.code}\t${error.timestamp}`
  }
}

function stream(verifier, header, payload, chunk, now) {
  const verification = verifier.begin(header)
  for (let start = 0; start < payload.length; start += chunk) {
    verification.update(payload.subarray(start, start + chunk))
  }
  return verification.finish({ now })
}

function verified({ timestamp, secretIndex }) {
  return `ok\t${timestamp}\t${secretIndex}`
}

function make(secrets, tolerance) {
  const keys = secrets === '-' ? [] : secrets.split(',').map(decode)
  if (tolerance === 'default') return new hookseal.Verifier(keys)
  return new hookseal.Verifier(keys, { tolerance: tolerance === 'none' ? null : Number(tolerance) })
}

function decode(field) {
  return field === '.' ? Buffer.alloc(0) : Buffer.from(field, 'hex')
}

function encode(text) {
  return Buffer.from(text).toString('hex') || '.'
}

createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(`${answer(...line.split('\t'))}\n`)
})
