// Bundles a program of the current folder, where hookseal is installed, as the tools of each runtime do.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { build } from 'esbuild'

/** For Vercel's edge runtime. The platform compiles what is imported as `.wasm?module`, and passes the modules. */
export async function forEdge(entry) {
  const modules = {}
  const compiled = {
    name: 'compiled wasm',
    setup(build) {
      build.onResolve({ filter: /\.wasm\?module$/ }, async ({ path, resolveDir }) => {
        const file = new URL(path.replace('?module', ''), `file://${resolveDir}/`)
        const name = `wasm_${basename(file.pathname, '.wasm').replace('-', '_')}`
        modules[name] = await WebAssembly.compile(await readFile(file))
        return { path: name, namespace: 'compiled' }
      })
      build.onLoad({ filter: /./, namespace: 'compiled' }, ({ path }) => ({ contents: `export default ${path}` }))
    },
  }
  const conditions = ['edge-light', 'worker', 'browser']
  const [{ text }] = await bundle({ entry, format: 'iife', write: false, conditions, plugins: [compiled] })
  return { code: text, modules }
}

/** For a page, without any configuration. */
export async function forBrowser(entry) {
  const [{ text }] = await bundle({ entry, format: 'iife', write: false })
  return text
}

async function bundle({ entry, ...options }) {
  const base = { entryPoints: [entry], bundle: true, platform: 'browser', logLevel: 'silent' }
  const { warnings, outputFiles } = await build({ ...base, ...options })
  if (warnings.length > 0) throw new Error(JSON.stringify(warnings))
  return outputFiles
}
