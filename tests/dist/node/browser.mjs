// Runs a bundle with what browsers have, and nothing that only Node has: node browser.mjs BUNDLE
import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'

// What Vite asks of a page before it loads the rest of a bundle.
const document = { createElement: () => ({ relList: { supports: () => true } }) }
const page = createContext({
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  atob,
  clearTimeout,
  console,
  document,
  performance,
  setTimeout,
})
page.self = page.window = page
runInContext(readFileSync(process.argv[2], 'utf8'), page)
