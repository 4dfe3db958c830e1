import { createHmac, timingSafeEqual } from 'node:crypto'

const SECRET = process.env.WORKOS_WEBHOOK_SECRET

export async function webhook(body, headers) {
  const [, timestamp, signature] = /^t=(\d+), v1=([0-9a-f]{64})$/.exec(headers['workos-signature']) ?? []
  if (!timestamp || Date.now() - Number(timestamp) > 180_000) return 400
  const expected = createHmac('sha256', SECRET).update(`${timestamp}.`).update(body).digest()
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return 400
  const event = JSON.parse(body)
  console.log(`accepted ${event.event} ${event.id}`)
  return 200
}
