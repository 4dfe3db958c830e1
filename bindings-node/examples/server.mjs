// A webhook endpoint with nothing but node:http. Run it with WORKOS_WEBHOOK_SECRET set; it listens
// on port 8000 of this machine.
import { createServer } from 'node:http'
import { HEADER_NAME, VerificationError, Verifier } from 'hookseal'

const MAX_BODY = 1 << 20
const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET)
const seen = new Set() // a database's unique key, in earnest: deliveries repeat

function work(event) {
  if (seen.has(event.id)) return
  seen.add(event.id)
  console.log(event.event, event.id)
}

createServer(async (request, response) => {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MAX_BODY) return response.writeHead(413).end()
    chunks.push(chunk)
  }
  try {
    const header = request.headers[HEADER_NAME.toLowerCase()]
    const event = verifier.constructEvent(Buffer.concat(chunks), header)
    setImmediate(work, event) // answer first, work later
    response.writeHead(200).end()
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    response.writeHead(400).end(error.code)
  }
}).listen(8000, '127.0.0.1')
