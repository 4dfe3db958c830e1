// Calls a function of AWS Lambda as API Gateway does, with a genuine delivery and a forged one: node lambda.mjs HANDLER
import { createHmac } from 'node:crypto'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const { handler } = await import(pathToFileURL(process.argv[2]))
const payload = '{"id":"event_01","event":"connection.activated","data":{}}'
const now = Date.now()
const digest = createHmac('sha256', process.env.WORKOS_WEBHOOK_SECRET).update(`${now}.${payload}`).digest('hex')

const call = (body) =>
  handler({
    version: '2.0',
    headers: { 'workos-signature': `t=${now}, v1=${digest}` },
    requestContext: { http: { method: 'POST', path: '/webhooks' } },
    body,
    isBase64Encoded: false,
  })
const genuine = await call(payload)
const forged = await call(`${payload} `)
console.log(genuine.body, genuine.statusCode, forged.statusCode)
