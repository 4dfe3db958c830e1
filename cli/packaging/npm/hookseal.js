#!/usr/bin/env node
// Runs the program of this platform, which one of the optional dependencies brings.
'use strict'
const { spawn } = require('node:child_process')
const { constants } = require('node:os')

const platform = `${process.platform}-${process.arch}`

function program() {
  try {
    return require.resolve(`@hookseal/cli-${platform}/hookseal`)
  } catch {
    const { optionalDependencies } = require('./package.json')
    const name = `@hookseal/cli-${platform}`
    console.error(
      name in optionalDependencies
        ? `hookseal: ${name} is not installed, perhaps because optional dependencies were left out; install it`
        : `hookseal: there is no program for ${platform}; build it with cargo install hookseal-cli`,
    )
    process.exit(1)
  }
}

const child = spawn(program(), process.argv.slice(2), { stdio: 'inherit' })
child.on('error', (error) => {
  console.error(`hookseal: the program does not start: ${error.message}`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// A terminal sends this one to the program as well, and a second one would mean "at once".
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
