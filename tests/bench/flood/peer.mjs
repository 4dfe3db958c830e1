// A server that checks deliveries with WorkOS's own package: node peer.mjs express|fastify|http|koa.
//
// Like the servers of the adapters, it prints `listening on PORT` and answers POST on /webhooks.

import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { buffer, text } from 'node:stream/consumers'

const frameworks = createRequire(new URL('../../adapters/servers/node/package.json', import.meta.url))
const { WorkOS } = createRequire(new URL('../node/package.json', import.meta.url))('@workos-inc/node')
const { webhooks } = new WorkOS('sk_benchmark')
const secret = process.env.WORKOS_WEBHOOK_SECRET

/** The status to answer with. */
async function judge(payload, sigHeader) {
  try {
    await webhooks.constructEvent({ payload, sigHeader, secret })
    return 200
  } catch {
    return 400
  }
}

function listen(server) {
  server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
}

const servers = {
  express() {
    const express = frameworks('express')
    const app = express()
    app.post('/webhooks', express.text({ type: '*/*' }), async (request, response) => {
      response.status(await judge(request.body, request.headers['workos-signature'])).json({})
    })
    listen(createServer(app))
  },
  async fastify() {
    const app = frameworks('fastify')()
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => done(null, body))
    app.post('/webhooks', async (request, reply) => {
      reply.code(await judge(request.body, request.headers['workos-signature']))
      return {}
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    console.log(`listening on ${app.server.address().port}`)
  },
  http() {
    const server = createServer(async (request, response) => {
      const status = await judge(await text(request), request.headers['workos-signature'])
      response.writeHead(status, { 'content-length': '0' }).end()
    })
    listen(server)
  },
  koa() {
    const Koa = frameworks('koa')
    const app = new Koa()
    app.use(async (context) => {
      const body = (await buffer(context.req)).toString()
      context.status = await judge(body, context.headers['workos-signature'])
      context.body = ''
    })
    listen(createServer(app.callback()))
  },
}

await servers[process.argv[2]]()
