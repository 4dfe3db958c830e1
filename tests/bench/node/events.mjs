// From the body to the event, in the way of hookseal and of its peers; and deliveries through an adapter.

import assert from 'node:assert'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { verify as verifyOctokit } from '@octokit/webhooks-methods'
import { WorkOS } from '@workos-inc/node'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import Stripe from 'stripe'
import { Webhook as SvixWebhook } from 'svix'

import { SECRET, STANDARD_SECRET, standardHeaders } from './peers.mjs'

const CATALOGUE = new URL('../../../cli/catalogue/dsync.json', import.meta.url)

/** About 1 KiB, as WorkOS sends it. */
export function realEvent() {
  const data = JSON.parse(readFileSync(CATALOGUE, 'utf8'))['dsync.user.updated']
  const event = { id: 'event_01K7NB2AMB34JKZJPD5Y4HP4RZ', event: 'dsync.user.updated', data }
  return Buffer.from(JSON.stringify({ ...event, created_at: '2026-03-13T09:12:44.105Z' }))
}

/** Each returns the event of a Buffer, or a promise of it. */
export async function eventsOf({ Verifier, sign }, payload) {
  const header = sign(SECRET, payload)
  const verifier = new Verifier(SECRET)
  const workos = new WorkOS('sk_benchmark').webhooks
  const stripe = new Stripe('sk_benchmark').webhooks
  const stripeHeader = stripe.generateTestHeaderString({ payload: payload.toString(), secret: SECRET })
  const headers = standardHeaders(payload)
  const [standard, svix] = [new StandardWebhook(STANDARD_SECRET), new SvixWebhook(STANDARD_SECRET)]
  const octokitSignature = `sha256=${createHmac('sha256', SECRET).update(payload).digest('hex')}`
  const ways = {
    hookseal: () => verifier.constructEvent(payload, header),
    'verify, then JSON': () => {
      verifier.verify(payload, header)
      return JSON.parse(payload.toString())
    },
    '@workos-inc/node': () => workos.constructEvent({ payload: payload.toString(), sigHeader: header, secret: SECRET }),
    stripe: () => stripe.constructEvent(payload, stripeHeader, SECRET, 180),
    standardwebhooks: () => standard.verify(payload.toString(), headers),
    svix: () => {
      svix.verify(payload.toString(), headers)
      return JSON.parse(payload.toString())
    },
    '@octokit/webhooks-methods': async () => {
      const text = payload.toString()
      if (!(await verifyOctokit(SECRET, text, octokitSignature))) throw new Error('signature')
      return JSON.parse(text)
    },
  }
  for (const [name, read] of Object.entries(ways)) assert.equal((await read()).id, realId(payload), name)
  return ways
}

function realId(payload) {
  return JSON.parse(payload.toString()).id
}

/** Sends a request through the adapter for fetch-style handlers. Its log is off, because a flood of refusals fills it. */
export function delivery({ Verifier }, body, header, status) {
  const { webhook } = createRequire(process.env.HOOKSEAL)('hookseal/web')
  const handle = webhook(new Verifier(SECRET), () => undefined, { log: false })
  return async () => {
    const headers = { 'workos-signature': header, 'content-length': String(body.length) }
    const request = new Request('http://localhost/', { method: 'POST', body, headers })
    const response = await handle(request)
    assert.equal(response.status, status)
  }
}
