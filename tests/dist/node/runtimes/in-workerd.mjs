// The vectors in workerd: node in-workerd.mjs COMPATIBILITY-DATE
import { bridge, tell } from './lines.mjs'
import { serve } from './workerd.mjs'

const { port, end } = await serve('worker.mjs', { compatibilityDate: process.argv[2] })
const ask = async (request) => {
  const answer = await fetch(`http://127.0.0.1:${port}/`, request)
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer.text()
}
tell(await ask({}))
await bridge(async (lines) => (await ask({ method: 'POST', body: lines.join('\n') })).split('\n'))
await end()
