// The engine in Vercel's edge runtime, which compiles a module that is imported with this query.

import module from '../../hookseal.wasm?module'
import { engineOf } from './wasm.js'

export const engine = engineOf(module)
