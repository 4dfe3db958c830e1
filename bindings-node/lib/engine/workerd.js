// The engine in Cloudflare Workers, which compile a module when they are deployed, and refuse to do so later.

import module from '../../hookseal.wasm'
import { engineOf } from './wasm.js'

export const engine = engineOf(module)
