// Answers in Vercel's edge runtime.
import { EdgeRuntime } from 'edge-runtime'
import { forEdge } from './bundles.mjs'
import { bridge } from './lines.mjs'

const { code, modules } = await forEdge('script.mjs')
const extend = (context) => Object.assign(context, modules)
const { script } = new EdgeRuntime({ extend, initialCode: code }).context
await bridge({ ...(await script.introduce()), answerAll: script.answerAll })
