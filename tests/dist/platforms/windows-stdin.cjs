'use strict'
// Loaded by `node --require`: process.stdin is a socket to windows.py.
const { connect } = require('node:net')

let socket
Object.defineProperty(process, 'stdin', {
  get: () => (socket ??= connect(Number(process.env.STDIN_PORT), '127.0.0.1')),
})
