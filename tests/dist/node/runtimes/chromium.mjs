// A page of Debian's Chromium, with a script of the current folder.
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { forBrowser } from './bundles.mjs'

/** Opens an empty page with the script. Resolves to the page and to the function that closes everything. */
export async function open(entry) {
  const script = await forBrowser(entry)
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', request.url === '/script.js' ? 'text/javascript' : 'text/html')
    response.end(request.url === '/script.js' ? script : '<!doctype html><script src="/script.js"></script>')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--js-flags=--expose-gc'] })
  const page = await browser.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const close = async () => {
    await browser.close()
    server.close()
  }
  return { page, close }
}
