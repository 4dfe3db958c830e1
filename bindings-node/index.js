'use strict'

module.exports = require('./lib/verifier.js')
