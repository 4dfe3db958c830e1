// What readers do: they search for an error code, choose their language, and switch the colours.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { complaintsOf, open, textOf, visit } from './browser.mjs'

let site, context, page, complaints
before(async () => {
  site = await open()
  context = await site.browser.newContext({ reducedMotion: 'reduce' })
  page = await context.newPage()
  complaints = complaintsOf(page)
})
after(() => site.close())

const codes = [...textOf('/errors.html').matchAll(/<h3 id="([a-z]+_[a-z0-9_]+)"/g)].map(([, code]) => code)

test('the search finds each error code, and each finding', async () => {
  assert.ok(codes.length > 50, `only ${codes.length} codes`)
  await visit(page, `${site.address}/quick-start.html`)
  await page.click('.DocSearch-Button')
  const missed = []
  for (const code of codes) {
    await page.fill('.search-input', code)
    const wanted = `.result[href$="/errors.html#${code}"]`
    await page.waitForSelector(wanted, { timeout: 10_000 }).catch(() => missed.push(code))
  }
  assert.deepEqual(missed, [])
  await page.fill('.search-input', 'signature_mismatch')
  await page.waitForSelector('.result[href$="/errors.html#signature_mismatch"]')
  await page.keyboard.press('Escape')
  assert.deepEqual(complaints, [])
})

test('the chosen language stays chosen, on other pages and after a reload', async () => {
  const chosen = () => page.locator('[role=tab][aria-selected=true]').first().innerText()
  await visit(page, `${site.address}/quick-start.html`)
  assert.equal(await chosen(), 'Python')
  await page.getByRole('tab', { name: 'Rust', exact: true }).click()
  assert.equal(await chosen(), 'Rust')
  assert.ok(await page.getByText('hookseal::Verifier::new').first().isVisible())
  await visit(page, `${site.address}/rotation.html`)
  assert.equal(await chosen(), 'Rust')
  await page.reload()
  await page.waitForSelector('[role=tab]')
  assert.equal(await chosen(), 'Rust')
  await page.getByRole('tab', { name: 'Rust', exact: true }).focus()
  await page.keyboard.press('ArrowRight')
  assert.equal(await chosen(), 'C')
  assert.deepEqual(complaints, [])
})

test('the switch for dark colours works, and is remembered', async () => {
  const isDark = () => page.evaluate(() => document.documentElement.classList.contains('dark'))
  await visit(page, `${site.address}/performance.html`)
  const shown = () => page.locator('img:visible').first().getAttribute('src')
  assert.equal(await isDark(), false)
  const light = await shown()
  await page.locator('.VPNavBar .VPSwitchAppearance:visible, .VPNavBarExtra').first().click()
  assert.equal(await isDark(), true)
  assert.notEqual(await shown(), light)
  await page.reload()
  assert.equal(await isDark(), true)
})
