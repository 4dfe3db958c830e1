// What Workers, edge runtimes and browsers load runs without anything of Node's: in a realm that has JavaScript and a
// few names of the web.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { createContext, runInContext } from 'node:vm'
import { buildSync } from 'esbuild'
import { sign } from 'hookseal'
import { body, forged, genuine } from './fixtures.mjs'

const WEB = { atob, clearTimeout, performance, setTimeout, Headers, ReadableStream, Request, Response, TextDecoder }
const now = 1_735_000_000_000
const header = sign('whsec_hidden', body, { timestamp: now })

/** The exports of hookseal and hookseal/web in a new realm, and what is printed there. */
function realm() {
  const lines = []
  const print = (line) => lines.push(`${line}`)
  const context = createContext({ ...WEB, TextEncoder, URL, console: { error: print, warn: print } })
  const { outputFiles } = buildSync({
    stdin: {
      contents: "export * from 'hookseal'; export * from 'hookseal/web'",
      resolveDir: join(import.meta.dirname, '..'),
    },
    bundle: true,
    format: 'iife',
    globalName: 'hookseal',
    platform: 'neutral',
    minify: true, // so that no name of a class matters
    write: false,
  })
  runInContext(outputFiles[0].text, context)
  return { ...context.hookseal, lines, evaluate: (code) => runInContext(code, context) }
}

test('the verifier works in a realm without Buffer, process and node:', () => {
  const { backend, Verifier, VerificationError, ConfigurationError, readEvent, sign: signThere, evaluate } = realm()
  assert.equal(evaluate('typeof Buffer + typeof process + typeof require'), 'undefined'.repeat(3))
  assert.equal(backend, 'wasm')
  const verifier = new Verifier('whsec_hidden')
  assert.equal(signThere('whsec_hidden', body, { timestamp: new Date(now) }), header)
  // Bytes of this realm, and of that one.
  const bytes = new TextEncoder().encode(body)
  const there = evaluate(`new Uint8Array(${bytes.length})`)
  there.set(bytes)
  for (const payload of [
    body,
    bytes,
    bytes.buffer,
    Buffer.from(body),
    new DataView(bytes.buffer),
    there,
    there.buffer,
  ]) {
    for (const headers of [header, { 'WorkOS-Signature': header }, new Headers({ 'workos-signature': header })]) {
      assert.equal(verifier.verify(payload, headers, { now }).timestamp, now)
      assert.equal(verifier.constructEvent(payload, headers, { now: new Date(now) }).id, 'event_01')
    }
    assert.equal(verifier.begin(header).update(payload).finish({ now }).secretIndex, 0)
    assert.equal(readEvent(payload).id, 'event_01')
  }
  assert.throws(
    () => verifier.verify('forged', header, { now }),
    (error) =>
      error instanceof VerificationError &&
      !(error instanceof ConfigurationError) &&
      error.name === 'VerificationError' &&
      error.code === 'signature_mismatch',
  )
  assert.throws(
    () => new Verifier(''),
    (error) => error instanceof ConfigurationError && error.code === 'invalid_secret',
  )
  assert.throws(() => verifier.verify('\ud800', sign('whsec_hidden', '\ufffd', { timestamp: now }), { now }), {
    code: 'signature_mismatch',
  })
  assert.throws(() => verifier.verify({ id: 'event_01' }, header), { name: 'TypeError', message: /raw request body/ })
})

test('a diagnosis works there', async () => {
  const { diagnose, webhook, Verifier, lines } = realm()
  const found = diagnose(`${body}\n`, header, '"whsec_hidden"', { now })
  assert.deepEqual([...found.findings.map(({ code }) => code)], ['payload_newline_added', 'secret_quoted'])
  const receive = webhook(new Verifier('whsec_hidden'), () => {}, { diagnose: true })
  const sent = new Request('http://localhost/', { method: 'POST', body: `${body}\n`, headers: genuine() })
  assert.equal((await receive(sent)).status, 400)
  assert.match(lines[0], /^hookseal refused a delivery: signature_mismatch: .*; payload_newline_added: /)
})

test('the Fetch adapter works there', async () => {
  const { webhook, Verifier, lines } = realm()
  const refusals = []
  const receive = webhook(
    new Verifier('whsec_hidden'),
    (event, request, payload) => new Response(payload, { headers: { event: event.id } }),
    { onRefusal: ({ code }) => refusals.push(code) },
  )
  const send = async (init) =>
    receive(new Request('http://localhost/', { method: 'POST', body, duplex: 'half', headers: genuine(), ...init }))
  const answer = await send()
  assert.deepEqual([answer.status, answer.headers.get('event'), await answer.text()], [200, 'event_01', body])
  assert.equal((await send({ headers: forged() })).status, 400)
  assert.equal((await send({ method: 'PUT' })).status, 405)
  assert.equal((await send({ body: ReadableStream.from(Array(40).fill(new Uint8Array(65536))) })).status, 413)
  const pieces = [body.slice(0, 7), body.slice(7)].map((text) => new TextEncoder().encode(text))
  assert.equal((await send({ body: ReadableStream.from(pieces) })).status, 200)
  assert.deepEqual(refusals, ['signature_mismatch', 'method_not_allowed', 'payload_too_large'])
  assert.match(lines[0], /^hookseal refused a delivery: signature_mismatch/)
})
