// Starts workerd with a Worker of the current folder. workerd bundles it as Wrangler does, with the esbuild in PATH.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const WORKERD = createRequire(import.meta.url).resolve('@cloudflare/workerd-linux-64/bin/workerd')
const TOOLS = join(import.meta.dirname, '../node_modules/.bin')

/** Serves a Worker on a free port. Resolves to the port and to the function that ends it. */
export async function serve(entry, { compatibilityDate, vars = {} }) {
  const folder = await mkdtemp(join(tmpdir(), 'workerd-'))
  const settings = { name: 'worker', main: resolve(entry), compatibility_date: compatibilityDate, vars }
  await writeFile(join(folder, 'wrangler.json'), JSON.stringify(settings))
  const options = ['--socket-addr=http=127.0.0.1:0', '--control-fd=3']
  const child = spawn(WORKERD, ['serve', join(folder, 'wrangler.json'), ...options], {
    env: { ...process.env, PATH: `${TOOLS}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  })
  process.on('exit', () => child.kill())
  const port = await new Promise((resolve, reject) => {
    child.on('exit', (status) => reject(new Error(`workerd ended with status ${status}`)))
    createInterface({ input: child.stdio[3] }).once('line', (line) => resolve(JSON.parse(line).port))
  })
  const end = async () => {
    child.kill()
    await rm(folder, { recursive: true })
  }
  return { port, end }
}
