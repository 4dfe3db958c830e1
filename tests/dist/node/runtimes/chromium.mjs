// A page of Debian's Chromium, with a script of the current folder.
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { forBrowser } from './bundles.mjs'

const OPTIONS = { executablePath: '/usr/bin/chromium', args: ['--js-flags=--expose-gc'] }

/** Opens an otherwise empty page. `prepare`, a function or code, runs in it before the script does. */
export async function open(entry, prepare = '') {
  const script = await forBrowser(entry)
  const server = createServer((request, response) => {
    const isScript = request.url === '/script.js'
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
    response.setHeader('Content-Security-Policy', "script-src 'self' 'wasm-unsafe-eval'")
    response.end(isScript ? script : '<!doctype html><script src="/script.js"></script>')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch(OPTIONS)
  const page = await browser.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await page.addInitScript(prepare)
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const close = async () => {
    await browser.close()
    server.close()
  }
  return { page, close }
}
