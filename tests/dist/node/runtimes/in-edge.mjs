// The vectors in Vercel's edge runtime.
import { EdgeRuntime } from 'edge-runtime'
import { forEdge } from './bundles.mjs'
import { bridge, tell } from './lines.mjs'

const { script, modules } = await forEdge('script.mjs')
const { context } = new EdgeRuntime({ extend: (context) => Object.assign(context, modules), initialCode: script })
tell(context.hookseal.backend)
await bridge((lines) => context.answerAll(lines))
