// All adapters but Nest's, which contains Nest itself. The tests bundle this, without the frameworks.
import { webhook as express } from 'hookseal/express'
import { webhook as fastify } from 'hookseal/fastify'
import { webhook as http } from 'hookseal/http'
import { webhook as koa } from 'hookseal/koa'
import { webhook as lambda } from 'hookseal/lambda'
import { webhook as web } from 'hookseal/web'

if ([express, fastify, http, koa, lambda, web].every((webhook) => typeof webhook === 'function'))
  console.log('accepted')
