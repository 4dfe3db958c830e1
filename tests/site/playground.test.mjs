// The playground judges as the core does, tells what happened, and sends nothing.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { complaintsOf, open, ROOT, visit } from './browser.mjs'

const VECTORS = join(ROOT, 'tests/conformance/vectors')

let site, page, complaints
before(async () => {
  site = await open()
  page = await site.browser.newPage()
  complaints = complaintsOf(page)
  await visit(page, `${site.address}/playground.html`)
  await page.waitForSelector('.verdict')
})
after(() => site.close())

const findingsShown = () => page.locator('.verdict li a code').allInnerTexts()
const code = () => page.locator('.verdict strong code').innerText()

/** What the samples are, with the finding that explains each. */
const SAMPLES = {
  'A genuine event': ['ok'],
  'A genuine action': ['ok'],
  'Parsed and serialised again': ['signature_mismatch', 'payload_json_indented'],
  'A newline at the end': ['signature_mismatch', 'payload_newline_added'],
  'A changed payload': ['signature_mismatch'],
  'Another secret': ['signature_mismatch'],
  'A secret in quotes': ['invalid_secret', 'secret_quoted'],
  'A replay, an hour old': ['timestamp_too_old', 'delivery_retried'],
  'A clock that is behind': ['timestamp_in_future', 'clock_behind'],
  'The time in seconds': ['timestamp_too_old', 'header_timestamp_seconds'],
  'No header': ['missing_header'],
  'No signature': ['no_signature'],
  'Not an event': ['invalid_payload'],
}

test('each sample gets its verdict and its finding', async () => {
  const listed = await page.locator('select[name=sample] option').allInnerTexts()
  assert.deepEqual(listed, ['your own', ...Object.keys(SAMPLES)])
  for (const [name, [wanted, finding]] of Object.entries(SAMPLES)) {
    await page.selectOption('select[name=sample]', name)
    assert.equal(await code(), wanted, name)
    const findings = await findingsShown()
    if (finding) assert.ok(findings.includes(finding), `${name}: ${findings}`)
  }
})

test('it works without a network, and cannot send anything', async () => {
  const requests = []
  page.on('request', (request) => requests.push(request.url()))
  await page.context().setOffline(true)
  await page.selectOption('select[name=sample]', 'A genuine event')
  assert.equal(await code(), 'ok')
  await page.fill('[name=secret]', 'whsec_of_another_endpoint')
  assert.equal(await code(), 'signature_mismatch')
  await page.context().setOffline(false)
  assert.deepEqual(requests, [])
  assert.deepEqual(complaints, [])

  const tries = await page.evaluate(async (address) => {
    const fetched = await fetch(`${address}/errors.html`).then(
      () => 'sent',
      () => 'refused',
    )
    return [fetched, navigator.sendBeacon(`${address}/x`) ? 'queued' : 'refused']
  }, site.address)
  assert.equal(tries[0], 'refused')
  assert.deepEqual(
    requests.filter((url) => !url.startsWith('blob:')),
    [],
  )
  complaints.splice(0)
})

test('the secret is masked until it is shown', async () => {
  const secret = page.locator('[name=secret]')
  assert.equal(await secret.getAttribute('type'), 'password')
  await page.getByRole('button', { name: 'Show' }).click()
  assert.equal(await secret.getAttribute('type'), 'text')
  await page.getByRole('button', { name: 'Hide' }).click()
  assert.equal(await secret.getAttribute('type'), 'password')
})

test('every field can be reached by keyboard, and has a name', async () => {
  await page.selectOption('select[name=sample]', 'A genuine action') // a refusal has links as well
  await page.locator('select[name=sample]').focus()
  const reached = []
  for (let step = 0; step < 8; step += 1) {
    reached.push(await page.evaluate(() => document.activeElement.name || document.activeElement.innerText))
    await page.keyboard.press('Tab')
  }
  assert.deepEqual(reached.slice(0, 7), ['sample', 'kind', 'payload', 'file', 'header', 'secret', 'Show'])
  assert.equal(reached[7], 'now')
  for (const label of ['WorkOS-Signature', 'Secret', /^Payload/, /milliseconds/]) {
    assert.equal(await page.getByLabel(label, { exact: true }).count(), 1, String(label))
  }
})

test('it judges every vector that fits into the form like the core', async () => {
  const vectors = readdirSync(VECTORS)
    .filter((name) => name.endsWith('.json') && name !== 'schema.json')
    .flatMap((name) => JSON.parse(readFileSync(join(VECTORS, name), 'utf8')).testGroups)
    .filter(({ type, secrets, ...group }) => {
      const hasOneText = secrets.length === 1 && isOneLine(secrets[0].text)
      return ['verify', 'event', 'action', 'diagnose'].includes(type) && hasOneText && !('toleranceSeconds' in group)
    })
    .flatMap(({ type, secrets, tests }) => tests.map((vector) => ({ ...vector, type, secret: secrets[0].text })))
    .filter(({ header, payload }) => (header === null || isOneLine(header.text)) && !payload.repeat)
  assert.ok(vectors.length > 300, `only ${vectors.length} vectors`)

  const wrong = []
  for (const { tcId, comment, type, secret, payload, header, nowMs, expected } of vectors) {
    const bytes = payload.hex === undefined ? Buffer.from(payload.text) : Buffer.from(payload.hex, 'hex')
    await fill(
      { kind: type === 'diagnose' ? 'verify' : type, header: header?.text ?? '', secret, now: String(nowMs) },
      bytes,
    )
    const found = await code()
    const findings = found !== 'ok' && type === 'diagnose' ? await findingsShown() : expected.findings
    if (String(findings) !== String(expected.findings)) wrong.push(`${tcId}, ${comment}: ${findings}`)
    if (found !== (expected.code ?? 'ok')) wrong.push(`${tcId}, ${comment}: ${found}, not ${expected.code ?? 'ok'}`)
  }
  assert.deepEqual(wrong, [])

  function isOneLine(text) {
    return text !== undefined && !/[\r\n]/.test(text)
  }
})

/** Fills the form as a reader would, but at once. A payload that a text field would change comes from a file. */
async function fill(fields, bytes) {
  await page.evaluate(
    async ({ fields, bytes }) => {
      const form = document.querySelector('form.playground')
      const tick = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      const set = (name, value) => {
        form.elements[name].value = value
        form.elements[name].dispatchEvent(new Event(name === 'kind' ? 'change' : 'input', { bubbles: true }))
      }
      for (const [name, value] of Object.entries(fields)) set(name, value)
      const files = new DataTransfer()
      files.items.add(new File([new Uint8Array(bytes)], 'payload.json'))
      form.elements.file.files = files.files
      form.elements.file.dispatchEvent(new Event('change', { bubbles: true }))
      await tick()
      await tick()
    },
    { fields, bytes: [...bytes] },
  )
}
