// The engine in browsers, and wherever nothing else is known about the runtime.

import { embedded } from './embedded.js'

export const engine = embedded()
