// The same verification by hookseal and by its peers, each in its best case.
//
// A peer is a function without arguments. It accepts the payload, or it throws (or its promise
// rejects). Everything that can be prepared is prepared outside it. Each peer gets the payload in the
// form that it handles fastest, and once as a raw Buffer, to see whether it accepts that.

import assert from 'node:assert'
import { createHmac, timingSafeEqual, webcrypto } from 'node:crypto'

import { verify as verifyOctokit } from '@octokit/webhooks-methods'
import { WorkOS } from '@workos-inc/node'
import { Webhook } from 'standardwebhooks'
import Stripe from 'stripe'

export const SECRET = 'whsec_benchmark'

const asText = (payload) => payload.toString()

/** Every peer by name: its check of `payload`, and whether it accepts a Buffer. */
export async function peers({ Verifier, sign }, wasm, payload) {
  const tampered = Buffer.from(payload.toString().replace('event_01', 'event_02'))
  const header = sign(SECRET, payload)
  const makers = {
    'hookseal (Buffer)': hooksealBuffer(Verifier, header),
    'hookseal (string)': hooksealString(Verifier, header),
    'hookseal (WebAssembly)': hooksealBuffer(wasm.Verifier, header),
    '@workos-inc/node': workos(header),
    stripe: stripe(payload),
    standardwebhooks: standardWebhooks(payload),
    '@octokit/webhooks-methods': octokit(payload),
    createHmac: byHand(header),
    WebCrypto: await webCrypto(header),
  }
  const found = {}
  for (const [name, make] of Object.entries(makers)) {
    await make(payload)()
    await assert.rejects(async () => make(tampered)(), `${name} accepts a tampered payload`)
    const raw = async () => make(payload, (buffer) => buffer)()
    const takesBuffer = await raw().then(
      () => true,
      () => false,
    )
    found[name] = { check: make(payload), takesBuffer }
  }
  return found
}

function hooksealBuffer(Verifier, header) {
  const verifier = new Verifier(SECRET)
  return (payload) => () => verifier.verify(payload, header)
}

function hooksealString(Verifier, header) {
  const verifier = new Verifier(SECRET)
  return (payload, convert = asText) => {
    const text = convert(payload)
    return () => verifier.verify(text, header)
  }
}

function workos(sigHeader) {
  const { webhooks } = new WorkOS('sk_benchmark')
  return (payload, convert = asText) => {
    const options = { payload: convert(payload), sigHeader, secret: SECRET }
    return () => webhooks.verifyHeader(options)
  }
}

function stripe(genuine) {
  const { webhooks } = new Stripe('sk_benchmark')
  const header = webhooks.generateTestHeaderString({ payload: genuine.toString(), secret: SECRET })
  return (payload, convert = asText) => {
    const text = convert(payload)
    return () => webhooks.signature.verifyHeader(text, header, SECRET, 180)
  }
}

export const STANDARD_SECRET = Buffer.from(SECRET).toString('base64')

export function standardHeaders(genuine) {
  const now = new Date()
  return {
    'webhook-id': 'msg_01',
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': new Webhook(STANDARD_SECRET).sign('msg_01', now, genuine.toString()),
  }
}

function standardWebhooks(genuine) {
  const webhook = new Webhook(STANDARD_SECRET)
  const headers = standardHeaders(genuine)
  return (payload, convert = asText) => {
    const text = convert(payload)
    return () => webhook.verify(text, headers, { jsonParse: false })
  }
}

/** Its signatures have no timestamp. */
function octokit(genuine) {
  const signature = `sha256=${createHmac('sha256', SECRET).update(genuine).digest('hex')}`
  return (payload, convert = asText) => {
    const text = convert(payload)
    return async () => {
      if (!(await verifyOctokit(SECRET, text, signature))) throw new Error('signature')
    }
  }
}

function split(header) {
  const [timestamp, signature] = header.split(', ').map((part) => part.slice(part.indexOf('=') + 1))
  if (Math.abs(Date.now() - Number(timestamp)) > 180_000) throw new Error('timestamp')
  return [timestamp, Buffer.from(signature, 'hex')]
}

function byHand(header) {
  return (payload) => () => {
    const [timestamp, signature] = split(header)
    const hmac = createHmac('sha256', SECRET).update(`${timestamp}.`).update(payload)
    if (!timingSafeEqual(hmac.digest(), signature)) throw new Error('signature')
  }
}

async function webCrypto(header) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const raw = Buffer.from(SECRET)
  const key = await webcrypto.subtle.importKey('raw', raw, algorithm, false, ['verify'])
  return (payload) => async () => {
    const [timestamp, signature] = split(header)
    const signed = Buffer.concat([Buffer.from(`${timestamp}.`), payload])
    if (!(await webcrypto.subtle.verify('HMAC', key, signature, signed))) throw new Error('signature')
  }
}
