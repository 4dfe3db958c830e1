import { HttpException } from '@nestjs/common'
import { delivery } from '../lib/incoming.js'
import { receiver } from '../lib/receive.js'

const CURE = 'create the application with NestFactory.create(AppModule, { rawBody: true })'
const HANDLER_HINT = '@UseGuards(webhook(verifier)) on the method that handles the event'

export function webhook(verifier, options) {
  const receive = receiver(verifier, options, HANDLER_HINT)
  return {
    async canActivate(context) {
      const request = context.switchToHttp().getRequest()
      // Fastify wraps Node's request; Express extends it.
      const outcome = await receive(delivery(request, request.raw ?? request, request, CURE))
      if (!outcome.accepted) throw new HttpException({ error: outcome.code }, outcome.status)
      request.webhookEvent = outcome.event
      request.rawBody = outcome.payload
      return true
    },
  }
}
