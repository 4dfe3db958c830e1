// The engine on Node, Bun and Deno: the addon where it loads, and WebAssembly elsewhere.
//
// `process` is the global one in this folder. To import node:process takes 5 ms, because that calls all of its getters.

import { loadAddon } from './addon.js'
import { embedded } from './embedded.js'
import { hasPermission } from './permissions.js'

const VARIABLE = 'HOOKSEAL_BACKEND'

/** What the variable asks for; '' for any backend. */
function requested() {
  if (!hasPermission({ name: 'env', variable: VARIABLE })) return ''
  return process.env[VARIABLE] ?? ''
}

function load(backend) {
  switch (backend) {
    case '':
      return addonOrEmbedded()
    case 'native':
      return loadAddon({ mayAsk: true })
    case 'wasm':
      return embedded()
    default:
      throw new Error(`${VARIABLE} must be 'native', 'wasm' or absent, not '${backend}'`)
  }
}

function addonOrEmbedded() {
  const faults = []
  for (const backend of [loadAddon, embedded]) {
    try {
      return backend()
    } catch (fault) {
      faults.push(fault)
    }
  }
  const [native, wasm] = faults
  throw new Error(`${wasm.message}; and ${native.message}`, { cause: native })
}

export const engine = load(requested())
