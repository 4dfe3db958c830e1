// Diagnoses in Cloudflare Workers, which compile a module when they are deployed, and refuse to do so later.

import module from '../../hookseal-diagnose.wasm'
import { diagnoserOf } from './module.js'

const diagnose = diagnoserOf(module)

export const diagnoser = () => diagnose
