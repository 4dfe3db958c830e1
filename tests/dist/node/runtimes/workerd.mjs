// Starts workerd with a Worker of the current folder.
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { createInterface } from 'node:readline'
import { forWorkerd } from './bundles.mjs'

const WORKERD = createRequire(import.meta.url).resolve('@cloudflare/workerd-linux-64/bin/workerd')

/** Serves a Worker on a free port. Resolves to its address and to the function that ends it. */
export async function serve(entry, { compatibilityDate, bindings = {} }) {
  const folder = await mkdtemp(join(tmpdir(), 'workerd-'))
  await forWorkerd(entry, folder)
  await writeFile(join(folder, 'config.capnp'), config(entry, await readdir(folder), compatibilityDate, bindings))
  const child = spawn(WORKERD, ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  })
  const end = async () => {
    child.kill()
    await rm(folder, { recursive: true })
  }
  process.on('exit', () => child.kill())
  const port = await new Promise((resolve, reject) => {
    child.on('exit', (status) => reject(new Error(`workerd ended with status ${status}`)))
    createInterface({ input: child.stdio[3] }).once('line', (line) => resolve(JSON.parse(line).port))
  })
  return { port, end }
}

function config(entry, files, compatibilityDate, bindings) {
  const main = `${parse(entry).name}.js`
  const modules = files
    .filter((name) => name.endsWith('.wasm'))
    .map((name) => `(name = "${name}", wasm = embed "${name}")`)
  const texts = Object.entries(bindings).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`)
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [${[`(name = "${main}", esModule = embed "${main}")`, ...modules].join(', ')}],
    bindings = [${texts.join(', ')}],
    compatibilityDate = "${compatibilityDate}"))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`
}
