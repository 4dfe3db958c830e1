// Answers in a runtime that has no standard input. `example.mjs` is the README's example, as a function.
import * as hookseal from 'hookseal'
import { webhook } from 'hookseal/web'
import { answerer } from './answer.mjs'
import { example } from './example.mjs'

const answer = answerer(hookseal)

export const answerAll = (lines) => lines.map(answer)

/** The engine, what the example prints, and how hookseal/web answers. */
export async function introduce() {
  const printed = []
  example({ log: (...parts) => printed.push(parts.join(' ')) })
  printed.push(`hookseal/web answers ${await statuses()}`)
  return { backend: hookseal.backend, printed }
}

/** The answers to a genuine delivery, whole and as a stream, and to others. */
async function statuses() {
  const deliver = webhook(new hookseal.Verifier('whsec_example'), () => {}, { log: false })
  const body = new TextEncoder().encode('{"id":"event_01","event":"later.event"}')
  const headers = { [hookseal.HEADER_NAME]: hookseal.sign('whsec_example', body) }
  const requests = [
    { method: 'POST', headers, body },
    { method: 'POST', headers, body: streamOf(body.subarray(0, 5), body.subarray(5)), duplex: 'half' },
    { method: 'POST', headers, body: 'forged' },
    { method: 'GET', headers },
    { method: 'POST', headers, body: new Uint8Array(1024 * 1024 + 1) },
    { method: 'POST', headers: { ...headers, 'Content-Encoding': 'gzip' }, body },
  ]
  const answers = requests.map((init) => deliver(new Request('http://127.0.0.1/webhooks', init)))
  return (await Promise.all(answers)).map(({ status }) => status).join(' ')
}

function streamOf(...chunks) {
  return new ReadableStream({
    pull(controller) {
      if (chunks.length > 0) controller.enqueue(chunks.shift())
      else controller.close()
    },
  })
}

globalThis.script = { answerAll, hookseal, introduce }
