// Which engine is chosen: the addon for this platform and no other, and WebAssembly where none loads.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const ADDON = join(root, 'hookseal.node')
const ASK =
  'const { backend, Verifier, sign } = hookseal; new Verifier("s").verify("{}", sign("s", "{}")); console.log(backend)'
const BY = {
  import: ['--input-type=module', '-e', `import * as hookseal from 'hookseal'; ${ASK}`],
  require: ['-e', `const hookseal = require('hookseal'); ${ASK}`],
}

/** A copy of the package without its addon, in a folder of its own. */
function copy(context) {
  const folder = mkdtempSync(join(tmpdir(), 'hookseal-'))
  context.after(() => rmSync(folder, { recursive: true }))
  for (const part of ['package.json', 'dist']) cpSync(join(root, part), join(folder, part), { recursive: true })
  return folder
}

/** What a new process prints, and its error. */
function run(folder, options, env = {}) {
  const { HOOKSEAL_BACKEND: _, ...clean } = process.env
  const { stdout, stderr } = spawnSync(process.execPath, options, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...clean, ...env },
    timeout: 60_000,
  })
  return { printed: stdout.trim(), error: stderr }
}

/** The backend of a new process, loaded by import and by require. */
function backend(folder, options = [], env = {}) {
  const answers = Object.values(BY).map((code) => {
    const { printed, error } = run(folder, [...options, ...code], env)
    return printed || error
  })
  assert.equal(answers[0].split('\n')[0], answers[1].split('\n')[0])
  return answers[0]
}

const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'

test('the addon is used where it loads, and WebAssembly where addons are disabled', () => {
  assert.equal(backend(root), 'native')
  assert.equal(backend(root, ['--no-addons']), 'wasm')
  assert.equal(backend(root, [PERMISSION, '--allow-fs-read=*', '--no-warnings']), 'wasm')
})

test('HOOKSEAL_BACKEND forces one, or fails', () => {
  assert.equal(backend(root, [], { HOOKSEAL_BACKEND: '' }), 'native')
  assert.equal(backend(root, [], { HOOKSEAL_BACKEND: 'native' }), 'native')
  assert.equal(backend(root, [], { HOOKSEAL_BACKEND: 'wasm' }), 'wasm')
  for (const [value, options, message] of [
    ['native', ['--no-addons'], /Error: the addon of hookseal does not load: .*hookseal\.node: .*disabled/],
    ['addon', [], /Error: HOOKSEAL_BACKEND must be 'native', 'wasm' or absent, not 'addon'/],
  ]) {
    for (const code of Object.values(BY)) {
      assert.match(run(root, [...options, ...code], { HOOKSEAL_BACKEND: value }).error, message)
    }
  }
})

test('an addon that does not load, or is of another version, gives way to WebAssembly', (context) => {
  const folder = copy(context)
  const addon = join(folder, 'hookseal.node')
  const why = () => run(folder, BY.import, { HOOKSEAL_BACKEND: 'native' }).error
  assert.equal(backend(folder), 'wasm')
  assert.match(why(), /the package @hookseal\/\S+ is not installed: .*--omit=optional.* install hookseal again/)
  writeFileSync(addon, 'not a binary')
  assert.equal(backend(folder), 'wasm')
  assert.match(why(), /does not load: .*hookseal\.node: /)
  cpSync(ADDON, addon)
  assert.equal(backend(folder), 'native')
  for (const name of ['core.js', 'core.cjs']) {
    const file = join(folder, 'dist/node', name)
    writeFileSync(file, readFileSync(file, 'utf8').replace(/(?<=VERSION = )"[^"]*"/, '"0.0.1"'))
  }
  assert.equal(backend(folder), 'wasm')
  assert.match(why(), /it is of version \S+, and hookseal of version 0\.0\.1: install hookseal again/)
})

test('without an addon and without WebAssembly, one error says so', (context) => {
  const folder = copy(context)
  writeFileSync(join(folder, 'dist/bytes.js'), 'export default null')
  writeFileSync(join(folder, 'dist/bytes.cjs'), 'module.exports = null')
  const message =
    /Error: this copy of hookseal was built without WebAssembly: .*; and the addon of hookseal does not load/
  for (const code of Object.values(BY)) assert.match(run(folder, code).error, message)
})

/** The start of this Node's file, as a program that another loader runs. */
function program(folder, loader) {
  const head = Buffer.alloc(65536)
  const file = openSync(process.execPath)
  readSync(file, head)
  closeSync(file)
  const place = head.indexOf('/ld-linux-')
  assert.notEqual(place, -1)
  head.fill(0, place, head.indexOf(0, place))
  head.write(loader, place)
  const path = join(folder, 'program')
  writeFileSync(path, head)
  return path
}

for (const { name, platform, arch, loader, loads } of [
  { name: 'glibc', platform: 'linux', arch: 'x64', loader: '/ld-linux-x86-64.so', loads: ['linux-x64-gnu'] },
  { name: 'musl', platform: 'linux', arch: 'x64', loader: '/ld-musl-x86_64.so', loads: ['linux-x64-musl'] },
  { name: 'another C library', platform: 'linux', arch: 'x64', loader: '/ld-another.so', loads: [] },
  { name: 'musl on arm64', platform: 'linux', arch: 'arm64', loader: '/ld-musl-aarch64', loads: ['linux-arm64-musl'] },
  { name: 'macOS', platform: 'darwin', arch: 'arm64', loads: ['darwin-arm64'] },
  { name: 'Windows', platform: 'win32', arch: 'x64', loads: ['win32-x64-msvc', 'win32-x64-gnu'] },
  { name: 'FreeBSD', platform: 'freebsd', arch: 'x64', loads: [] },
]) {
  test(
    `on ${name}, no addon for another platform is touched`,
    { skip: process.platform !== 'linux' && 'reads an ELF file' },
    (context) => {
      const folder = copy(context)
      // Each stand-in says that it was loaded, and fails, so that the next one is tried.
      for (const one of [
        'linux-x64-gnu',
        'linux-x64-musl',
        'linux-arm64-gnu',
        'linux-arm64-musl',
        'darwin-arm64',
        'darwin-x64',
        'win32-x64-msvc',
        'win32-x64-gnu',
      ]) {
        const stand = join(folder, 'node_modules/@hookseal', one)
        mkdirSync(stand, { recursive: true })
        writeFileSync(join(stand, 'index.js'), `console.log('${one}'); throw new Error('a stand-in')`)
      }
      const here = { platform, arch, execPath: loader ? program(folder, loader) : process.execPath }
      const pretend = Object.entries(here).map(
        ([key, value]) => `Object.defineProperty(process, '${key}', { value: ${JSON.stringify(value)} });`,
      )
      writeFileSync(join(folder, 'pretend.cjs'), pretend.join('\n'))
      assert.equal(backend(folder, ['-r', './pretend.cjs']), [...loads, 'wasm'].join('\n'))
    },
  )
}
