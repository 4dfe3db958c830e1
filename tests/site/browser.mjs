// A server of target/docs, as any static host is one, and Debian's Chromium on it.
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { chromium } from 'playwright-core'

export const ROOT = join(import.meta.dirname, '../..')
export const SITE = join(ROOT, 'target/docs')
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

/**
 * The pages that are made of Markdown, as paths. The references of the APIs are made by their own tools, and on the page
 * for what is not there VitePress looks for a newer site, which the policy forbids.
 */
export const PAGES = readdirSync(SITE, { recursive: true })
  .filter((path) => path.endsWith('.html') && !path.startsWith('api/') && path !== '404.html')
  .map((path) => `/${path}`)
  .sort()

/** The file behind a path, or undefined. */
export function fileOf(path) {
  const file = join(SITE, decodeURIComponent(path))
  if (existsSync(file) && statSync(file).isDirectory()) return fileOf(`${path.replace(/\/$/, '')}/index.html`)
  return existsSync(file) ? file : undefined
}

export function textOf(path) {
  return readFileSync(fileOf(path), 'utf8')
}

export async function open() {
  const server = createServer(({ url }, response) => {
    const file = fileOf(new URL(url, 'http://localhost').pathname)
    if (!file) return response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  const address = `http://127.0.0.1:${server.address().port}`
  const close = async () => {
    await browser.close()
    server.close().closeAllConnections()
  }
  return { address, browser, close }
}

/** What a page says to the console that it should not, as a list that grows. */
export function complaintsOf(page) {
  const complaints = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`))
  return complaints
}

/** Opens a page, and waits until its scripts run. */
export async function visit(page, url) {
  await page.goto(url)
  await page.waitForFunction(
    () => document.querySelector('#app')?.__vue_app__ && document.querySelector('.VPContent h1'),
  )
}
