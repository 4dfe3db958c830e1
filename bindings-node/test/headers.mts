// Compiled, never run: headers with the types of Node's own server.
import type { IncomingMessage } from 'node:http'
import { Verifier } from 'hookseal'

declare const request: IncomingMessage
for (const headers of [request.headers, request.headersDistinct, new Headers(), Object.entries({ host: 'a' })]) {
  new Verifier('secret').verify('{}', headers)
}
// @ts-expect-error a request is not its headers
new Verifier('secret').begin(request)
