// Compiled, never run: the adapters' types through require.
import hookseal = require('hookseal')
import express = require('hookseal/express')
import fastify = require('hookseal/fastify')
import http = require('hookseal/http')
import web = require('hookseal/web')

const verifier = new hookseal.Verifier('secret')
express.webhook(verifier)
http.webhook(verifier, (event) => event.id)
web.webhook(verifier, (event) => new Response(event.id))
fastify.webhook.length.toFixed()
