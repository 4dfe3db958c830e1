// Compiled, never run: the adapters' types for frameworks whose own declarations fail a strict check.
import { H3 } from 'h3'
import { defineEventHandler } from 'h3-1'
import { Verifier } from 'hookseal'
import { webhook as koaWebhook } from 'hookseal/koa'
import { webhook } from 'hookseal/web'
import Koa from 'koa'

const verifier = new Verifier('secret')

new Koa().use(koaWebhook(verifier, { limit: 4096 })).use(async (context) => {
  context.body = context.state.webhookEvent.id
})
// @ts-expect-error the handler goes to the framework
koaWebhook(verifier, () => {})

new H3().post(
  '/webhooks',
  webhook(verifier, () => {}),
)
defineEventHandler(webhook(verifier, () => {}))
