// Writes what can be derived from the sources: the version that the loader compares with the addon's, and dist/, which
// is published. There, the sources are bundled for each kind of runtime into a few files. The time in which a program
// starts depends on how many files it loads, and how much is in them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url)) // import.meta.dirname is not in Node 20.0

/** The kinds of runtime, each a condition of `imports`. Only ES modules can import WebAssembly. */
const RUNTIMES = { node: ['js', 'cjs'], web: ['js', 'cjs'], workerd: ['js'], 'edge-light': ['js'] }
const FORMATS = { js: 'esm', cjs: 'cjs' }
const EMBEDDED = 'lib/engine/embedded.js'
const EMBEDDED_DIAGNOSIS = 'lib/diagnosis/embedded.js'
/** What CommonJS loads only when it is called, by the file that has it. ES modules cannot wait with that. */
const LAZY = {
  embedded: ['embedded'],
  'embedded-diagnosis': ['embeddedDiagnoser'],
  diagnose: ['diagnose', 'explain'],
}

function namesIn(folder, end) {
  return readdirSync(join(here, folder)).filter((name) => name.endsWith(end))
}

/** Writes the files for one kind of runtime, as ES modules or as CommonJS. */
async function writeFiles(runtime, extension) {
  /** In which file a source is. */
  const files = new Map([
    ['lib/engine/bytes.js', '../bytes'],
    ['lib/diagnosis/bytes.js', '../diagnosis-bytes'],
  ])

  async function bundle(sources, options) {
    const contents = sources.map((source) => `export * from './${source}'`).join('\n')
    const { metafile } = await build({
      stdin: { contents, resolveDir: here },
      absWorkingDir: here,
      bundle: true,
      metafile: true,
      format: FORMATS[extension],
      // The platform `node` has the condition of that name. In CommonJS, it lists the exports for those who import it.
      platform: runtime === 'node' ? 'node' : 'neutral',
      conditions: [runtime],
      target: 'node20',
      external: ['node:*', '@nestjs/common', '*.wasm', '*.wasm?module', ...Object.keys(LAZY).map(asCommonJs)],
      plugins: [inOtherFiles(files, runtime, extension)],
      logLevel: 'warning',
      logOverride: { 'empty-import-meta': 'silent' },
      ...options,
    })
    return Object.keys(metafile.inputs)
  }

  async function write(name, sources) {
    await bundle(sources, { outfile: `dist/${runtime}/${name}.${extension}` })
    for (const source of sources) files.set(source, name)
  }

  const reached = await bundle(['index.js'], { write: false })
  if (reached.includes(EMBEDDED)) await write('embedded', [EMBEDDED])
  if (reached.includes(EMBEDDED_DIAGNOSIS)) await write('embedded-diagnosis', [EMBEDDED_DIAGNOSIS])
  if (isLoadedLater(runtime, extension)) await write('lazy-diagnosis', ['lib/diagnosis/lazy.js'])
  const shared = reached.filter((source) => /^lib\/(?!engine\/|diagnos)/.test(source))
  await write('core', [`lib/engine/${runtime}.js`, ...shared])
  await write('diagnose', ['lib/diagnose.js'])
  const others = namesIn('lib', '.js').map((name) => `lib/${name}`)
  await write(
    'receiving',
    others.filter((source) => !files.has(source)),
  )
  for (const source of ['index.js', ...namesIn('adapters', '.js').map((name) => `adapters/${name}`)]) {
    await write(source.replace(/^adapters\/|\.js$/g, ''), [source])
  }
}

/** Whether these are the ES modules of a runtime that can load CommonJS at any time. */
function isLoadedLater(runtime, extension) {
  return runtime === 'node' && extension === 'js'
}

function asCommonJs(file) {
  return `./${file}.cjs`
}

/** Imports what is in another file from there. */
function inOtherFiles(files, runtime, extension) {
  return {
    name: 'in other files',
    setup({ onLoad, onResolve, resolve }) {
      onResolve({ filter: /^[.#]/ }, async ({ path, pluginData, ...where }) => {
        if (pluginData === inOtherFiles) return undefined
        const found = await resolve(path, { ...where, pluginData: inOtherFiles })
        const file = files.get(relative(here, found.path).replaceAll(sep, '/'))
        if (file in LAZY && extension === 'cjs') return { path: file, namespace: 'lazy' }
        // package.json has it: a bundler gets the module itself, and Node what loads it when it is needed.
        if (file === 'embedded-diagnosis' && isLoadedLater(runtime, extension))
          return { path: `#${file}`, external: true }
        return file && { path: `${file.replace(/^(?=\w)/, './')}.${extension}`, external: true }
      })
      // Where the addon loads, WebAssembly is not even read.
      onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => ({
        contents: LAZY[path]
          .map((name) => `export const ${name} = (...args) => require('${asCommonJs(path)}').${name}(...args)`)
          .join('\n'),
      }))
    },
  }
}

/** Copies a file of types, and again for CommonJS. */
function writeTypes(file) {
  const source = readFileSync(join(here, file), 'utf8')
  const outcome = join(here, 'dist/types', file)
  mkdirSync(dirname(outcome), { recursive: true })
  writeFileSync(outcome, source)
  writeFileSync(outcome.replace(/ts$/, 'cts'), source.replace(/(?<= from '\.[^']+\.)js(?=')/g, 'cjs'))
}

const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
writeFileSync(join(here, 'lib/engine/version.js'), `export const VERSION = '${version}'\n`)

rmSync(join(here, 'dist'), { recursive: true, force: true })
for (const [runtime, extensions] of Object.entries(RUNTIMES)) {
  for (const extension of extensions) await writeFiles(runtime, extension)
}

for (const [source, name] of [
  ['lib/engine/bytes.js', 'bytes'],
  ['lib/diagnosis/bytes.js', 'diagnosis-bytes'],
]) {
  const text = readFileSync(join(here, source), 'utf8')
  writeFileSync(join(here, `dist/${name}.js`), text)
  writeFileSync(join(here, `dist/${name}.cjs`), text.replace('export default', 'module.exports ='))
}

for (const folder of ['.', 'adapters', 'lib']) {
  const typed = namesIn(folder, '.d.ts').filter((name) => name !== 'native.d.ts')
  for (const name of typed) writeTypes(join(folder, name))
}
