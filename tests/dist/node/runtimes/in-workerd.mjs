// Answers in workerd: node in-workerd.mjs COMPATIBILITY-DATE
import { bridge } from './lines.mjs'
import { serve } from './workerd.mjs'

const port = await serve('worker.mjs', { compatibilityDate: process.argv[2] })

async function ask(request) {
  const answer = await fetch(`http://127.0.0.1:${port}/`, { ...request, signal: AbortSignal.timeout(30_000) })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer.json()
}

const answerAll = (lines) => ask({ method: 'POST', body: JSON.stringify(lines) })
await bridge({ ...(await ask()), answerAll })
process.exit()
