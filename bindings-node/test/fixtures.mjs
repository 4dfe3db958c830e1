// Shared by the tests of the adapters: deliveries, and servers to send them to.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { HEADER_NAME, Verifier, sign } from 'hookseal'

export const verifier = new Verifier('whsec_hidden')
export const body = '{"id":"event_01","event":"connection.activated"}'

export function genuine(options) {
  return { [HEADER_NAME]: sign('whsec_hidden', body, options), 'content-type': 'application/json' }
}

export function forged() {
  return { ...genuine(), [HEADER_NAME]: sign('whsec_another', body) }
}

/** A delivery as a Fetch request. */
export function delivery(headers = genuine()) {
  return new Request('http://localhost/', { method: 'POST', body, headers })
}

export async function listen(context, listener) {
  const server = createServer(listener)
  context.after(() => server.close().closeAllConnections())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server
}

/** Sends a delivery to a server. Resolves to the answer, or fails after ten seconds. */
export async function deliver(server, headers = genuine()) {
  const { port } = server.address()
  const request = { method: 'POST', body, headers, signal: AbortSignal.timeout(10_000) }
  const answer = await fetch(`http://127.0.0.1:${port}/`, request)
  return { status: answer.status, text: await answer.text() }
}

/** Records the lines of the console and does not print them. */
export function silence(context, level) {
  const lines = []
  context.mock.method(console, level, (...line) => lines.push(line.join(' ')))
  return lines
}
