// Diagnoses in Vercel's edge runtime, which compiles a module that is imported with this query.

import module from '../../hookseal-diagnose.wasm?module'
import { diagnoserOf } from './module.js'

const diagnose = diagnoserOf(module)

export const diagnoser = () => diagnose
