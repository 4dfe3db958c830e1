// Compiled, never run: the adapters' types, beside those of the frameworks.
import { createServer } from 'node:http'
import express from 'express'
import fastify from 'fastify'
import { Verifier } from 'hookseal'
import { webhook as expressWebhook } from 'hookseal/express'
import { webhook as fastifyWebhook } from 'hookseal/fastify'
import { webhook as httpWebhook } from 'hookseal/http'
import { webhook, type WebhookOptions } from 'hookseal/web'

const verifier = new Verifier('secret')
const options: WebhookOptions = { limit: 4096 }

express().post('/webhooks', expressWebhook(verifier, options), (request, response) => {
  response.send(request.webhookEvent?.event.trim())
  // @ts-expect-error it is absent where the middleware has not run
  request.webhookEvent.id
})

fastify().register(async (scope) => {
  scope.register(fastifyWebhook, { verifier, limit: 4096 })
  scope.post('/webhooks', async (request) => request.webhookEvent.id.trim())
  // @ts-expect-error the verifier is required
  scope.register(fastifyWebhook, {})
})

createServer(
  httpWebhook<{ name: string }>(verifier, async (event, request, response) => {
    response.end(event.data.name.trim() + request.body.toString('hex'))
  }),
)

export const POST: (request: Request) => Promise<Response> = webhook(verifier, async (event, request) => {
  if (request.url === event.id) return Response.json({ id: event.id })
})
webhook(verifier, (event, request, payload) => new Response(new TextDecoder().decode(payload)))
webhook(verifier, () => {})
// @ts-expect-error an answer is a Response
webhook(verifier, (event) => event.id)
// @ts-expect-error a limit is bytes
webhook(verifier, () => {}, { limit: '1mb' })
// @ts-expect-error a secret alone is no verifier
webhook('secret', () => {})
