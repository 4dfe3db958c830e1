// Every page in a browser: it loads without a complaint, links to what is there, fits a telephone and is accessible.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { complaintsOf, fileOf, open, PAGES, textOf, visit } from './browser.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TELEPHONE = { width: 360, height: 740 }
const WHOLE = '/quick-start.html'
const DESK = { width: 1280, height: 900 }

let site
before(async () => (site = await open()))
after(() => site.close())

test('every link leads to a page, and every anchor to a heading', () => {
  const broken = []
  for (const path of PAGES) {
    for (const [, href] of textOf(path).matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      const url = new URL(href.replaceAll('&amp;', '&'), `http://site${path}`)
      if (url.host !== 'site') continue
      const file = fileOf(url.pathname)
      const id = decodeURIComponent(url.hash.slice(1))
      const found = file && (!id || textOf(url.pathname).includes(`id="${id}"`))
      if (!found) broken.push(`${path}: ${href}`)
    }
  }
  assert.deepEqual(broken, [])
})

test('every page may only load what is its own, and connect to nothing', () => {
  for (const path of PAGES) {
    const policy = textOf(path).match(/http-equiv="Content-Security-Policy" content="([^"]+)"/)?.[1] ?? ''
    assert.match(policy, /^default-src 'none';.*connect-src 'none';/, path)
    assert.doesNotMatch(policy, /script-src[^;]*unsafe-inline|https?:/, path)
  }
})

for (const theme of ['light', 'dark']) {
  test(`every page loads, fits and is accessible, ${theme}`, async () => {
    const context = await site.browser.newContext({ colorScheme: theme, reducedMotion: 'reduce', viewport: DESK })
    await context.addInitScript(AXE)
    const faults = {}
    const waiting = [...PAGES]
    await Promise.all([look(), look(), look()])
    await context.close()
    assert.deepEqual(faults, {})

    async function look() {
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      for (let path; (path = waiting.shift());) {
        await visit(page, site.address + path)
        assert.equal(await page.evaluate(() => document.documentElement.classList.contains('dark')), theme === 'dark')
        const found = [...(await violations(page, path)), ...(await excesses(page)), ...complaints.splice(0)]
        if (found.length > 0) faults[path] = found
      }
    }
  })
}

/** Where the page is wider than the window. */
async function excesses(page) {
  const found = []
  for (const viewport of [TELEPHONE, DESK]) {
    await page.setViewportSize(viewport)
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (excess > 0) found.push(`${excess} px too wide for ${viewport.width} px`)
  }
  return found
}

/** What axe calls serious or critical. What all pages share, and the colours of code, it looks at on one of them. */
async function violations(page, path) {
  const part = { include: [['.VPContent']], exclude: [['pre'], ['.VPDocAside']] }
  const { violations } = await page.evaluate(
    (where) => globalThis.axe.run(where, { resultTypes: ['violations'] }),
    path === WHOLE ? { include: [['html']] } : part,
  )
  return violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).slice(0, 2)}`)
}
