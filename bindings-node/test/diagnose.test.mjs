// `diagnose` says what explains a refusal. tests/conformance asks it of every accident, on each backend.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { inspect } from 'node:util'
import * as imported from 'hookseal'
import { body, genuine } from './fixtures.mjs'

const { Verifier, sign } = imported
const now = 1_735_000_000_000
const secret = 'whsec_hidden'
const header = sign(secret, body, { timestamp: now })
const codes = ({ findings }) => findings.map(({ code }) => code)

for (const [name, { diagnose }] of [
  ['import', imported],
  ['require', createRequire(import.meta.url)('hookseal')],
]) {
  test(`by ${name}, it names what happened, and what to do`, () => {
    const found = diagnose(`${body}\n`, header, `"${secret}"`, { now })
    assert.deepEqual(Object.keys(found), ['code', 'findings', 'summary', 'ruledOut', 'nextSteps'])
    assert.equal(found.code, 'invalid_secret')
    assert.deepEqual(codes(found), ['payload_newline_added', 'secret_quoted'])
    for (const { code, message, advice, ...rest } of found.findings) {
      assert.ok(found.summary.includes(message))
      assert.match(advice, /\.$/)
      assert.deepEqual(rest, {}, code)
    }
    assert.deepEqual([found.ruledOut, found.nextSteps], [[], []])
  })
}

const { diagnose } = imported

test('it says what it has ruled out and what is next, and nothing of a correct delivery', () => {
  const lost = diagnose(body, header, 'whsec_another', { now })
  assert.deepEqual([lost.code, lost.findings], ['signature_mismatch', []])
  assert.ok(lost.ruledOut.includes('payload_newline_added') && lost.ruledOut.includes('secret_quoted'))
  assert.ok(lost.nextSteps.length > 0)
  const correct = diagnose(body, header, secret, { now })
  assert.deepEqual([correct.code, correct.findings, correct.ruledOut, correct.nextSteps], ['ok', [], [], []])
})

test('without a time, it takes that of the system', () => {
  assert.equal(diagnose(body, genuine(), secret).code, 'ok')
  assert.equal(diagnose(body, header, secret).code, 'timestamp_too_old')
})

test('it takes what Verifier and verify take, and secrets that Verifier refuses', () => {
  const bytes = Buffer.from(`${body}\n`)
  for (const payload of [
    `${body}\n`,
    bytes,
    new Uint8Array(bytes).buffer,
    new DataView(new Uint8Array(bytes).buffer),
  ]) {
    for (const sent of [
      header,
      [header],
      { 'WorkOS-Signature': header },
      new Headers({ 'workos-signature': header }),
    ]) {
      for (const one of [secret, Buffer.from(secret), ['whsec_older', secret]])
        assert.ok(codes(diagnose(payload, sent, one, { now: new Date(now) })).includes('payload_newline_added'))
    }
  }
  for (const sent of [null, undefined, {}]) assert.equal(diagnose(body, sent, secret, { now }).code, 'missing_header')
  for (const refused of ['', [], ` ${secret}\n`, 'undefined', Array(17).fill(secret)]) {
    assert.throws(() => new Verifier(refused), { code: 'invalid_secret' })
    assert.equal(diagnose(body, header, refused, { now }).code, 'invalid_secret')
  }
})

test('a wrong type is the TypeError that Verifier and verify throw', () => {
  const verifier = new Verifier(secret)
  const message = (call) => {
    try {
      call()
    } catch (error) {
      return `${error.name}: ${error.message}`.replace(/^(\w+: )(diagnose|verify)/, '$1')
    }
    return undefined
  }
  for (const [payload, sent, options] of [
    [{ id: 'event_01' }, header],
    [Promise.resolve(body), header],
    [undefined, header],
    [body, 7],
    [body, { 'workos-signature': 7 }],
    [body, new Request('http://localhost/')],
    [body, header, { at: now }],
    [body, header, { now: 'today' }],
    [body, header, { now: 0.5 }],
    [body, header, now],
  ]) {
    const expected = message(() => verifier.verify(payload, sent, options))
    assert.ok(expected)
    assert.equal(
      message(() => diagnose(payload, sent, secret, options)),
      expected,
    )
  }
  for (const wrong of [undefined, null, 7, {}, [secret, 7]]) {
    const expected = message(() => new Verifier(wrong))
    assert.match(expected, /^TypeError/)
    assert.equal(
      message(() => diagnose(body, header, wrong)),
      expected,
    )
  }
})

test('a diagnosis shows no secret, no signature and nothing of the payload', () => {
  const signature = (key, text) => sign(key, text, { timestamp: now }).slice(-64)
  for (const [payload, key] of [
    [`${body}\n`, secret],
    [body, 'whsec_7d21c0aa'],
    [body, `"${secret}"`],
    [body, `whsec_${secret}`],
  ]) {
    const shown = inspect(diagnose(payload, header, key, { now }), { depth: null })
    for (const hidden of ['hidden', '7d21c0aa', 'event_01', signature(secret, body), signature(secret, `${body}\n`)])
      assert.ok(!shown.includes(hidden), shown)
  }
})
