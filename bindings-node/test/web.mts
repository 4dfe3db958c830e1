// Compiled, never run: the types for Workers and browsers, without those of Node.
import { backend, Verifier } from 'hookseal'
import { webhook } from 'hookseal/web'

const receive = webhook(new Verifier('secret'), (event, request, payload) => {
  return new Response(backend + event.id + request.url + payload.length)
})
export default { fetch: receive satisfies (request: Request) => Promise<Response> }
// @ts-expect-error there is no Node here
process.exit()
