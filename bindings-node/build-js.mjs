// Writes what can be derived from the ES modules: the version that the loader compares with the addon's, and cjs/, which
// `require` loads: the same modules as CommonJS, file by file, and their types.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url)) // import.meta.dirname is not in Node 20.0

// Only an ES module can import WebAssembly. By `imports`, `require` gets these two as well.
const ES_ONLY = ['lib/engine/workerd.js', 'lib/engine/edge-light.js']

function toCommonJs(source) {
  const options = { format: 'cjs', platform: 'node', target: 'node20', logOverride: { 'empty-import-meta': 'silent' } }
  return transformSync(source, options).code
}

/** The name of a file in cjs/, or in what a file there imports. */
function renamed(name) {
  return name.replace(/\.ts$/, '.cts').replace(/\.js$/, '.cjs')
}

function withRenamedImports(source) {
  return source.replace(/(?<= from ')\.[^']+(?=')/g, renamed)
}

function sources() {
  const folders = ['adapters', 'lib', 'lib/engine', 'lib/host']
  const inFolders = folders.flatMap((folder) => readdirSync(join(here, folder)).map((name) => `${folder}/${name}`))
  const files = ['index.js', 'index.d.ts', 'event-types.d.ts', ...inFolders]
  return files.filter((file) => /\.(js|d\.ts)$/.test(file) && !ES_ONLY.includes(file))
}

const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
writeFileSync(join(here, 'lib/engine/version.js'), `export const VERSION = '${version}'\n`)

const cjs = join(here, 'cjs')
rmSync(cjs, { recursive: true, force: true })
for (const file of sources()) {
  const source = withRenamedImports(readFileSync(join(here, file), 'utf8'))
  const outcome = join(cjs, renamed(file))
  mkdirSync(dirname(outcome), { recursive: true })
  writeFileSync(outcome, file.endsWith('.js') ? toCommonJs(source) : source)
}
