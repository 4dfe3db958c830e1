import bodyParser from '@koa/bodyparser'
import { webhook } from 'hookseal/koa'
import { LARGE, announce, port, summary, verifier } from './common.mjs'

const { default: Koa } = await import(process.argv[2])
const parser = bodyParser({ jsonLimit: '8mb' })
const dropRawBody = async (ctx, next) => {
  delete ctx.request.rawBody
  await next()
}
const answer = async (ctx) => {
  ctx.body = summary(ctx.state.webhookEvent)
}
const nothing = async (ctx) => {
  ctx.status = 200
  ctx.body = ''
}

const routes = {
  '/webhooks': [webhook(verifier), answer],
  '/large': [webhook(verifier, LARGE), answer],
  '/parsed': [parser, dropRawBody, webhook(verifier), answer],
  '/raw': [parser, webhook(verifier), answer],
  '/empty': [webhook(verifier), nothing],
}

const app = new Koa()
app.use((ctx) => {
  const run = (middleware) => middleware.length > 0 && middleware[0](ctx, () => run(middleware.slice(1)))
  return run(routes[ctx.path])
})
// Koa prints an error when a client disconnects. It is expected here.
app.on('error', (error) => error.code === 'HPE_INVALID_EOF_STATE' || app.onerror(error))
const server = app.listen(port, '127.0.0.1', () => announce(server.address().port))
