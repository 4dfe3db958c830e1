// Compiled, never run: the adapters' types, beside those of the frameworks.
import { createServer } from 'node:http'
import { app as azure } from '@azure/functions'
import * as functions from '@google-cloud/functions-framework'
import { Controller, Post, Req, UseGuards } from '@nestjs/common'
import type { ALBHandler, APIGatewayProxyHandler, APIGatewayProxyHandlerV2, Handler } from 'aws-lambda'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { ActionVerifier, Router, Verifier } from 'hookseal'
import { action as expressAction, webhook as expressWebhook } from 'hookseal/express'
import { action as fastifyAction, webhook as fastifyWebhook } from 'hookseal/fastify'
import { action as httpAction, webhook as httpWebhook } from 'hookseal/http'
import { action as lambdaAction, webhook as lambdaWebhook } from 'hookseal/lambda'
import { webhook as nestWebhook, type WebhookRequest } from 'hookseal/nest'
import {
  action as webAction,
  webhook,
  type ActionOptions,
  type Refusal,
  type Verdict,
  type WebhookOptions,
} from 'hookseal/web'

const verifier = new Verifier('secret')
const late = () => new Verifier('secret')
const options: WebhookOptions = {
  limit: 4096,
  log: false,
  now: () => new Date(),
  onRefusal: ({ code, message, ageMs }: Refusal) => console.log(code.trim(), message.trim(), ageMs?.toFixed()),
}

express().post('/webhooks', expressWebhook(verifier, options), (request, response) => {
  response.send(request.webhookEvent?.event.trim())
  if (request.webhookEvent?.event === 'role.created') request.webhookEvent.data.slug.trim()
  // @ts-expect-error no event has this name
  if (request.webhookEvent?.event === 'role.craeted') response.end()
  // @ts-expect-error it is absent if the middleware has not run
  request.webhookEvent.id
})
expressWebhook(late)
// @ts-expect-error the handler goes to the framework
expressWebhook(verifier, () => {})
// @ts-expect-error an unknown option
expressWebhook(verifier, { tolerance: 10 })

fastify().register(async (scope) => {
  scope.register(fastifyWebhook, { verifier, limit: 4096 })
  scope.register(fastifyWebhook, { verifier: late, ...options })
  scope.post('/webhooks', async ({ webhookEvent }) => {
    if (webhookEvent.event === 'role.created') webhookEvent.data.slug.trim()
  })
  // @ts-expect-error the verifier is required
  scope.register(fastifyWebhook, {})
})

createServer(
  httpWebhook(verifier, async (event, request, response) => {
    if (event.event === 'role.created') response.end(event.data.slug.trim() + request.body.toString('hex'))
  }),
)
// A router is the handler, whatever the adapter passes, or what the adapter passes and no more.
const router = new Router().on('role.created', (created, request) => created.data.slug + request.url)
createServer(httpWebhook(verifier, router.handle))
webhook(verifier, router.handle)
lambdaWebhook(verifier, router.handle)
webhook(verifier, new Router<[request: Request, payload: Uint8Array]>().handle)
// @ts-expect-error http passes other arguments
httpWebhook(verifier, new Router<[request: Request]>().handle)
functions.http(
  'receive',
  httpWebhook(late, (event) => event.id),
)

@Controller()
export class Webhooks {
  @Post('webhooks')
  @UseGuards(nestWebhook(late, options))
  receive(@Req() { webhookEvent, rawBody }: WebhookRequest) {
    if (webhookEvent.event === 'role.created') webhookEvent.data.slug.trim()
    rawBody.toString('hex')
  }
}

export const rest: APIGatewayProxyHandler = lambdaWebhook(verifier, async () => ({ statusCode: 200, body: '' }))
export const v2: APIGatewayProxyHandlerV2 = lambdaWebhook(
  verifier,
  (event) => {
    if (event.event === 'role.created') event.data.slug.trim()
  },
  options,
)
export const balanced: ALBHandler = lambdaWebhook(verifier, (event, request, payload) => void payload.toString('hex'))
export const any: Handler = lambdaWebhook(late, () => ({ statusCode: 202, body: 'queued' }))
// @ts-expect-error an answer has a body
lambdaWebhook(verifier, () => ({ statusCode: 202 }))
// @ts-expect-error an answer is an object
lambdaWebhook(verifier, (event) => event.id)

export const POST: (request: Request) => Promise<Response> = webhook(verifier, async (event, request) => {
  if (event.event === 'role.created') return Response.json({ slug: event.data.slug, url: request.url })
})
export const action: (context: { request: Request; params: object }) => Promise<Response> = webhook(late, () => {})
new Hono().post(
  '/webhooks',
  webhook(verifier, () => {}),
)
azure.http('webhooks', { methods: ['POST'], handler: webhook(verifier, () => {}) })
webhook(verifier, (event, request, payload) => new Response(new TextDecoder().decode(payload)))
webhook(verifier, () => {})
// @ts-expect-error an answer is a Response
webhook(verifier, (event) => event.id)
// @ts-expect-error a limit is bytes
webhook(verifier, () => {}, { limit: '1mb' })
// @ts-expect-error a secret is not a verifier
webhook('secret', () => {})

const actionVerifier = new ActionVerifier('secret')
const decide = async (): Promise<Verdict> => ({ verdict: 'Deny', errorMessage: 'no' })
const actionOptions: ActionOptions = { ...options, deadline: null, onError: 'Deny' }
express().post('/actions', expressAction(actionVerifier, decide, actionOptions))
createServer(
  httpAction(
    () => new ActionVerifier('secret'),
    (action) => (action.object === 'authentication_action_context' && action.data.user.email ? 'Allow' : 'Deny'),
  ),
)
export const signIn: (request: Request) => Promise<Response> = webAction(actionVerifier, (action, request) =>
  action.id === request.url ? 'Allow' : { verdict: 'Deny' },
)
export const restAction: APIGatewayProxyHandler = lambdaAction(actionVerifier, decide)
export const v2Action: APIGatewayProxyHandlerV2 = lambdaAction(actionVerifier, decide, { deadline: 2 })
fastify().register(async (scope) => {
  scope.register(fastifyAction, { verifier: actionVerifier, onError: { verdict: 'Deny', errorMessage: 'later' } })
  scope.post('/actions', async ({ workosAction }): Promise<Verdict> => (workosAction.id ? 'Allow' : 'Deny'))
  // @ts-expect-error another verifier
  scope.register(fastifyAction, { verifier })
})
// @ts-expect-error another verifier
webAction(verifier, decide)
// @ts-expect-error another verifier
webhook(actionVerifier, () => {})
// @ts-expect-error a handler decides
webAction(actionVerifier, () => {})
// @ts-expect-error a verdict is capitalised
webAction(actionVerifier, () => 'allow')
// @ts-expect-error a message goes with Deny only
webAction(actionVerifier, () => ({ verdict: 'Allow', errorMessage: 'hi' }))
// @ts-expect-error a verdict
webAction(actionVerifier, decide, { onError: 'deny' })
