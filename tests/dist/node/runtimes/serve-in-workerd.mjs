// Serves a Worker of the current folder until SIGTERM: node serve-in-workerd.mjs ENTRY
import { serve } from './workerd.mjs'

const { WORKOS_WEBHOOK_SECRET } = process.env
const options = { compatibilityDate: '2026-11-01', vars: { WORKOS_WEBHOOK_SECRET } }
const port = await serve(process.argv[2], options)
process.on('SIGTERM', () => process.exit())
console.log(`listening on ${port}`)
