// Builds the addon, the WebAssembly and dist/ when npm installs this folder. npm hides the output of scripts unless
// they fail, so this one writes to the terminal directly, if there is one.
import { execSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url)) // import.meta.dirname is not in Node 20.0
const TERMINAL = process.platform === 'win32' ? '\\\\.\\CONOUT$' : '/dev/tty'

function print(text) {
  try {
    writeFileSync(TERMINAL, `\nhookseal: ${text}\n`)
  } catch {
    console.error(`hookseal: ${text}`)
  }
}

function run(command) {
  execSync(command, { stdio: ['ignore', process.stderr, process.stderr], cwd: folder })
}

function works(command) {
  try {
    execSync(command, { stdio: 'ignore', cwd: folder })
    return true
  } catch {
    return false
  }
}

if (!works('cargo --version')) {
  print('cannot be built here, because cargo does not run: install Rust 1.95 or later from https://rustup.rs')
  process.exit(1)
}
if (!works('npm ls @napi-rs/cli binaryen esbuild')) {
  print('installing its build tools')
  run('npm ci --silent --ignore-scripts')
}
print('building its binary with cargo, which takes some minutes the first time')
try {
  run('npm run --silent build')
} catch {
  print('the build failed; the output of npm says why')
  process.exit(1)
}
print('built')
