// The WebAssembly that diagnoses: it is loaded when it is needed, bundlers leave it out, and it keeps nothing.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'

const root = join(import.meta.dirname, '..')
const FILE = join(root, 'hookseal-diagnose.wasm')
const options = existsSync(FILE) ? {} : { skip: 'WebAssembly was not built, because Rust lacks its target' }
const bytes = options.skip ? undefined : readFileSync(FILE)
const TEXT = bytes?.toString('base64')

const USES = `
const header = sign('whsec_hidden', '{}')
new Verifier('whsec_hidden').verify('{}', header)`
const DIAGNOSES = `${USES}
console.log(diagnose('{}\\n', header, 'whsec_hidden').findings[0].code)`

function temporary(context) {
  const folder = mkdtempSync(join(tmpdir(), 'hookseal-'))
  context.after(() => rmSync(folder, { recursive: true }))
  return folder
}

function run(args, cwd) {
  const env = { ...process.env, HOOKSEAL_BACKEND: 'wasm' }
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8', timeout: 60_000 })
  return { printed: stdout.trim(), error: stderr }
}

test('it is not read until it is needed', options, (context) => {
  const folder = temporary(context)
  for (const part of ['package.json', 'dist']) cpSync(join(root, part), join(folder, part), { recursive: true })
  const by = {
    import: (code) => ['--input-type=module', '-e', `import { Verifier, diagnose, sign } from 'hookseal'; ${code}`],
    require: (code) => ['-e', `const { Verifier, diagnose, sign } = require('hookseal'); ${code}`],
  }
  for (const load of Object.values(by)) {
    assert.deepEqual(run(load(DIAGNOSES), folder), { printed: 'payload_newline_added', error: '' })
  }
  for (const name of ['diagnosis-bytes.js', 'diagnosis-bytes.cjs']) rmSync(join(folder, 'dist', name))
  for (const load of Object.values(by)) {
    assert.deepEqual(run(load(USES), folder), { printed: '', error: '' })
    assert.match(run(load(DIAGNOSES), folder).error, /diagnosis-bytes\.cjs/)
  }
  assert.match(run(by.import(DIAGNOSES), folder).error, /add "module" to the conditions of the bundler/)
})

/** A program as one file, as bundlers make it. */
function bundle(code, settings) {
  const contents = `import { Verifier, diagnose, sign } from 'hookseal'; ${code}`
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    logLevel: 'silent',
    ...settings,
  })
  return outputFiles[0].text
}

for (const [name, settings] of [
  ['Node', { platform: 'node', format: 'esm' }],
  ['Node, in CommonJS', { platform: 'node', format: 'cjs' }],
  ['browsers', { platform: 'browser', format: 'esm' }],
]) {
  test(`a bundle for ${name} has it if it diagnoses, and otherwise not`, options, (context) => {
    assert.ok(!bundle(USES, settings).includes(TEXT))
    const file = join(temporary(context), `bundle.${settings.format === 'esm' ? 'mjs' : 'cjs'}`)
    writeFileSync(file, bundle(DIAGNOSES, settings))
    assert.deepEqual(run([file]), { printed: 'payload_newline_added', error: '' })
  })
}

for (const condition of ['workerd', 'edge-light']) {
  test(`a bundle for ${condition} imports it if it diagnoses, and otherwise not`, options, () => {
    const settings = { format: 'esm', conditions: [condition], external: ['*.wasm', '*.wasm?module'] }
    const imports = (code) => [...bundle(code, settings).matchAll(/"\S+\/(\S+\.wasm\S*)"/g)].map((match) => match[1])
    const query = condition === 'workerd' ? '' : '?module'
    assert.deepEqual(imports(USES), [`hookseal.wasm${query}`])
    assert.deepEqual(imports(DIAGNOSES), [`hookseal.wasm${query}`, `hookseal-diagnose.wasm${query}`])
  })
}

test('its memory is wiped each time, even if it traps', options, async (context) => {
  const memories = []
  const { Instance } = WebAssembly
  context.after(() => (WebAssembly.Instance = Instance))
  WebAssembly.Instance = function (...args) {
    const instance = new Instance(...args)
    memories.push(instance.exports.memory)
    return instance
  }
  const { diagnoserOf } = await import('../lib/diagnosis/module.js')
  const diagnose = diagnoserOf(new WebAssembly.Module(bytes))
  const secret = Buffer.from('whsec_f3b1c0e5a79d4826')
  const header = `t=1, v1=${'0'.repeat(64)}`
  for (let round = 0; round < 3; round++) {
    assert.equal(diagnose(Buffer.from('{}'), header, [secret], 1).code, 'signature_mismatch')
  }
  assert.equal(memories.length, 3)
  assert.throws(() => diagnose(Buffer.from('{}'), header, [secret], 1n), /^Error: hookseal itself failed/)
  assert.equal(memories.length, 4)
  for (const memory of memories) assert.ok(Buffer.from(memory.buffer).every((byte) => byte === 0))
})

test('it is small', options, () => {
  assert.ok(bytes.length < 130_000, `${bytes.length} bytes`)
  assert.ok(gzipSync(bytes, { level: 9 }).length < 60_000)
})
