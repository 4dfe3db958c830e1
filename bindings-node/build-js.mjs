// Writes what can be derived from the ES modules: the version that the loader compares with the addon's, and cjs/, which
// `require` loads: the same modules as CommonJS, file by file, and their types.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url)) // import.meta.dirname is not in Node 20.0
const cjs = join(here, 'cjs')
const { version, imports } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))

// These runtimes get the ES modules by `require` as well (`exports`), because only those can import WebAssembly.
const ES_ONLY = ['workerd', 'edge-light']

function forRequire(conditions) {
  return Object.fromEntries(Object.entries(conditions).filter(([name]) => !ES_ONLY.includes(name)))
}

function toCommonJs(source) {
  const options = { format: 'cjs', platform: 'node', target: 'node20', logOverride: { 'empty-import-meta': 'silent' } }
  return transformSync(source, options).code
}

function sources() {
  const folders = ['adapters', 'lib', 'lib/engine', 'lib/host']
  const inFolders = folders.flatMap((folder) => readdirSync(join(here, folder)).map((name) => `${folder}/${name}`))
  const files = ['index.js', 'index.d.ts', 'event-types.d.ts', ...inFolders]
  return files.filter((file) => /\.(js|d\.ts)$/.test(file) && !ES_ONLY.some((name) => file.endsWith(`/${name}.js`)))
}

writeFileSync(join(here, 'lib/engine/version.js'), `export const VERSION = '${version}'\n`)

rmSync(cjs, { recursive: true, force: true })
for (const file of sources()) {
  const [from, to] = [join(here, file), join(cjs, file)]
  mkdirSync(dirname(to), { recursive: true })
  if (file.endsWith('.d.ts')) cpSync(from, to)
  else writeFileSync(to, toCommonJs(readFileSync(from, 'utf8')))
}
// `imports` counts from the nearest package.json.
const seams = Object.fromEntries(Object.entries(imports).map(([name, conditions]) => [name, forRequire(conditions)]))
writeFileSync(join(cjs, 'package.json'), `${JSON.stringify({ type: 'commonjs', imports: seams }, null, 2)}\n`)
