// The generated files that are checked in are up to date.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import * as hookseal from 'hookseal'

const root = join(import.meta.dirname, '..')

test('native.d.ts is up to date', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookseal-'))
  try {
    const build = ['napi', 'build', '--no-dts-cache', '--dts', 'native.d.ts', '--output-dir', folder]
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

test('the loader tries exactly the packages that are published', () => {
  const loader = readFileSync(join(root, 'lib/engine/addon.js'), 'utf8')
  const [, list] = loader.match(/PLATFORMS = \[(.*?)\]/s)
  const tried = [...list.matchAll(/'(.+)'/g)].map((match) => match[1])
  const published = readFileSync(join(root, '../tests/tools/platforms/targets.toml'), 'utf8')
  assert.deepEqual(tried.sort(), [...published.matchAll(/^npm = "(.+)"$/gm)].map((match) => match[1]).sort())
})
