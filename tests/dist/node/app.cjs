'use strict'
// As app.mjs, in CommonJS.

const { Verifier, backend, sign } = require('hookseal')
const { webhook } = require('hookseal/web')
const { default: answer } = require('./answer.mjs')

answer({ Verifier, backend, sign, webhook }).then(console.log)
