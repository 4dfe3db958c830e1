// The generated files that are checked in are up to date.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseTriple } from '@napi-rs/cli'
import * as hookseal from 'hookseal'

const root = join(import.meta.dirname, '..')

test('native.d.ts is up to date', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookseal-'))
  try {
    const build = [
      'napi',
      'build',
      '--release',
      '--strip',
      '--no-dts-cache',
      '--dts',
      'native.d.ts',
      '--output-dir',
      folder,
    ]
    execFileSync('npx', build, { cwd: root, stdio: 'pipe' })
    const generated = readFileSync(join(folder, 'native.d.ts'), 'utf8')
    assert.equal(readFileSync(join(root, 'native.d.ts'), 'utf8'), generated, 'run `npm run build`')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('index.d.ts declares what index.js exports', () => {
  const declared = readFileSync(join(root, 'index.d.ts'), 'utf8').matchAll(/^export (?:const|class|function) (\w+)/gm)
  assert.deepEqual([...declared].map((match) => match[1]).sort(), Object.keys(hookseal).sort())
})

test('the loader requires exactly the packages that are published', () => {
  const { napi } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const loader = readFileSync(join(root, 'lib/native.js'), 'utf8')
  const required = [...loader.matchAll(/require\('@hookseal\/(.+)'\)/g)].map((match) => match[1])
  const listed = loader.match(/PLATFORMS = \[(.*)\]/)[1]
  const published = napi.targets.map((target) => parseTriple(target).platformArchABI)
  assert.deepEqual(required, published)
  assert.equal(listed, published.map((name) => `'${name}'`).join(', '))
})
