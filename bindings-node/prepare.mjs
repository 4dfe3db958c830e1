// Builds the addon when npm installs this folder. npm hides what scripts print unless they fail, so this
// tells the terminal itself, if there is one.
import { execSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

const TERMINAL = process.platform === 'win32' ? '\\\\.\\CONOUT$' : '/dev/tty'

function tell(text) {
  try {
    writeFileSync(TERMINAL, `\nhookseal: ${text}\n`)
  } catch {
    console.error(`hookseal: ${text}`)
  }
}

function run(command) {
  execSync(command, { stdio: ['ignore', process.stderr, process.stderr], cwd: import.meta.dirname })
}

function works(command) {
  try {
    execSync(command, { stdio: 'ignore', cwd: import.meta.dirname })
    return true
  } catch {
    return false
  }
}

if (!works('cargo --version')) {
  tell('cannot be built here: that takes Rust 1.88 or later, https://rustup.rs')
  process.exit(1)
}
if (!works('npm ls @napi-rs/cli')) {
  tell('installing what builds it')
  run('npm ci --silent --ignore-scripts')
}
tell('building its binary with cargo, which takes some minutes the first time')
try {
  run('npm run --silent build')
} catch {
  tell('the build has failed; npm shows why')
  process.exit(1)
}
tell('built')
