import { createServer } from 'node:http'
import express from 'express'
import { Verifier } from 'hookseal'
import { webhook } from 'hookseal/express'
import { explain, listen } from './explain.mjs'

const answer = (body) => (request, response) => response.json(explain(body(request), request.headers))
const verifier = () => new Verifier(process.env.WORKOS_WEBHOOK_SECRET)

const app = express()
app.post(
  '/raw',
  express.raw({ type: '*/*' }),
  answer((request) => request.body),
)
app.post(
  '/parsed',
  express.json(),
  answer((request) => JSON.stringify(request.body)),
)
app.post(
  '/latin1',
  express.text({ type: '*/*', defaultCharset: 'latin1' }),
  answer((request) => request.body),
)
app.post('/adapter', webhook(verifier, { diagnose: true }), (request, response) => response.end())
listen(createServer(app))
