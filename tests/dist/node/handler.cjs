'use strict'
// A function of AWS Lambda, in CommonJS.

const { Verifier, backend } = require('hookseal')
const { webhook } = require('hookseal/lambda')

const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET)

exports.handler = webhook(verifier, () => ({ statusCode: 200, body: backend }), { log: false })
