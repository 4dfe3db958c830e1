import fastify from 'fastify'
import { explain, listen } from './explain.mjs'

const app = fastify()
app.post('/parsed', async (request) => explain(JSON.stringify(request.body), request.headers))
await app.ready()
listen(app.server)
