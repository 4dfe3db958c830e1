// Hono, on the server of the runtime that runs this: Node, Bun or Deno.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { action, webhook } from 'hookseal/web'
import { LARGE, actionVerifier, announce, port, summary, verifier } from './common.mjs'
import { ACTION, ACTION_OR_DENY, decide } from './deciding.mjs'

const answer = (event) => Response.json(summary(event))
const webhooks = webhook(verifier, answer)
const large = webhook(verifier, answer, LARGE)
const empty = webhook(verifier, () => {})
const signIn = action(actionVerifier, decide, ACTION)
const signInOrDeny = action(actionVerifier, decide, ACTION_OR_DENY)

const app = new Hono()
app.post('/webhooks', (c) => webhooks(c.req.raw))
app.post('/large', (c) => large(c.req.raw))
app.post('/empty', (c) => empty(c.req.raw))
app.post('/action', (c) => signIn(c.req.raw))
app.post('/action-or-deny', (c) => signInOrDeny(c.req.raw))
app.post('/parsed', async (c) => {
  await c.req.json()
  return webhooks(c.req.raw)
})

const hostname = '127.0.0.1'
if (globalThis.Bun) announce(Bun.serve({ fetch: app.fetch, hostname, port }).port)
else if (globalThis.Deno) Deno.serve({ hostname, port, onListen: ({ port }) => announce(port) }, app.fetch)
else serve({ fetch: app.fetch, hostname, port }, ({ port }) => announce(port))
