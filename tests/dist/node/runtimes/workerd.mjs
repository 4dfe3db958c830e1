// Starts workerd with a Worker of the current folder. workerd bundles it as Wrangler does, with the esbuild in PATH.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const WORKERD = createRequire(import.meta.url).resolve('@cloudflare/workerd-linux-64/bin/workerd')
const TOOLS = join(import.meta.dirname, '../node_modules/.bin')

/** Serves a Worker until this program ends. Resolves to the port. */
export async function serve(entry, { compatibilityDate, vars = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'workerd-'))
  const settings = { name: 'worker', main: resolve(entry), compatibility_date: compatibilityDate, vars }
  writeFileSync(join(folder, 'wrangler.json'), JSON.stringify(settings))
  const options = ['--socket-addr=http=127.0.0.1:0', '--control-fd=3']
  const child = spawn(WORKERD, ['serve', join(folder, 'wrangler.json'), ...options], {
    env: { ...process.env, PATH: `${TOOLS}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  })
  process.on('exit', () => {
    child.kill()
    rmSync(folder, { recursive: true })
  })
  child.on('exit', (status) => {
    throw new Error(`workerd ended with status ${status}`)
  })
  const [report] = await once(createInterface({ input: child.stdio[3] }), 'line', {
    signal: AbortSignal.timeout(30_000),
  })
  return JSON.parse(report).port
}
