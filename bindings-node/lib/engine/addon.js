// Loads the addon: one that was built in this folder, for an installation from a clone, or the package that npm has
// installed for this platform.

import { existsSync } from 'node:fs'
import Module from 'node:module'
import { isAbsolute } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { libc } from './libc.js'
import { hasPermission } from './permissions.js'
import { VERSION } from './version.js'

/** The packages are @hookseal/<name>. If several fit, they are tried in this order. */
const PLATFORMS = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm64-gnu',
  'linux-arm64-musl',
  'linux-x64-gnu',
  'linux-x64-musl',
  'win32-arm64-msvc',
  'win32-x64-msvc',
  'win32-x64-gnu',
]

const AGAIN = 'install hookseal again'
const BUILD = 'build it with `npm install <a clone of hookseal>/bindings-node`, which needs Rust'

/** The engine of the addon. Throws if none loads. `mayAsk` is whether Deno may ask the user for permission. */
export function loadAddon({ mayAsk = false } = {}) {
  const here = thisFile()
  // Not a literal `require`, nor createRequire by that name: bundlers follow the one, and webpack the other.
  const requireFrom = Module.createRequire(here)
  const platform = thisPlatform()
  const packages = PLATFORMS.filter((name) => name === platform || name.startsWith(`${platform}-`))
  const candidates = [...builtHere(here), ...packages.map((name) => `@hookseal/${name}`)]
  const fault = { message: absent(platform, packages), cause: undefined }
  for (const name of candidates) {
    let path
    try {
      path = requireFrom.resolve(name)
    } catch {
      continue // not installed
    }
    try {
      if (!mayAsk && !hasPermission({ name: 'ffi', path })) throw new Error('Deno needs --allow-ffi')
      return { ...withFaults(ofThisVersion(requireFrom(path))), backend: 'native' }
    } catch (cause) {
      if (!fault.cause) Object.assign(fault, { message: `${path}: ${cause.message}`, cause })
    }
  }
  throw new Error(`the addon of hookseal does not load: ${fault.message}`, fault.cause && { cause: fault.cause })
}

/**
 * Not import.meta.url alone, because a CommonJS bundle has none, or that of the machine where it was made; in an ES
 * module, webpack leaves a __filename that does not exist. `node -e` has a global __filename, which is no path.
 */
function thisFile() {
  if (import.meta.filename) return pathToFileURL(import.meta.filename).href
  return typeof __filename === 'string' && isAbsolute(__filename) ? pathToFileURL(__filename).href : import.meta.url
}

/** A clone has its addon in the folder of package.json. In a bundle, this code is in a file of another name. */
function builtHere(here) {
  if (!/\/(dist\/node\/core\.c?js|lib\/engine\/addon\.js)$/.test(here)) return []
  const addon = new URL('../../hookseal.node', here)
  return existsSync(addon) ? [fileURLToPath(addon)] : [] // a failing `resolve` is slow
}

function ofThisVersion(addon) {
  if (addon.VERSION === VERSION) return addon
  throw new Error(`it is of version ${addon.VERSION}, and hookseal of version ${VERSION}: ${AGAIN}`)
}

/** Replaces the numbers that the addon returns instead of objects: negative ones stand for a fault. */
function withFaults({ fixedFaults, ...addon }) {
  const faults = fixedFaults().map((fault) => ({ ...fault }))
  const faultOf = (outcome) => (typeof outcome === 'number' && outcome < 0 ? faults[-1 - outcome] : outcome)
  return {
    ...addon,
    verify: (verifier, payload, header, now) => faultOf(addon.verify(verifier, payload, header, now)),
    checkEvent: (verifier, payload, header, now) => faultOf(addon.checkEvent(verifier, payload, header, now)),
    checkStoredEvent: (payload) => faultOf(addon.checkStoredEvent(payload)),
  }
}

function absent(platform, [name]) {
  if (name === undefined) return `there is none for ${platform}, only for ${PLATFORMS.join(', ')}: ${BUILD}`
  return (
    `the package @hookseal/${name} is not installed: npm leaves it out with --omit=optional or a lock file that ` +
    `lacks it. Without those, ${AGAIN}`
  )
}

/** The platform, as in the names of the packages. Those of Windows also name a compiler, which does not matter. */
function thisPlatform() {
  const { arch, platform } = process
  return platform === 'linux' ? `linux-${arch}-${libc()}` : `${platform}-${arch}`
}
