// Packs what is published: `hookseal`, which is all JavaScript, and `@hookseal/<platform>`, which is
// the addon as it was built here. npm installs the one that fits, an optional dependency of the other.
//
// node tarballs.mjs FOLDER, after `npm run build`
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseTriple } from '@napi-rs/cli'

const ADDON = 'hookseal.node'
const LICENCES = ['LICENSE-MIT', 'LICENSE-APACHE']
const NOTICES = 'LICENSE-THIRD-PARTY' // of what is linked into the addon
const here = import.meta.dirname
const source = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
const targets = source.napi.targets.map(parseTriple)

function main() {
  // Not in package.json itself: `npm ci` in a clone would look in vain for a version not yet published.
  const binaries = targets.map((target) => [nameOf(target), source.version])
  // `private` keeps that folder, whose package is for installing from a clone, from being published.
  const { private: _, scripts, napi, devDependencies, overrides, files, ...shared } = source
  return {
    ...shared,
    files: [...files.filter((file) => file !== ADDON), ...LICENCES],
    optionalDependencies: Object.fromEntries(binaries),
  }
}

function binary(target) {
  const { version, license, author, engines } = source
  return {
    name: nameOf(target),
    version,
    description: `The binary of hookseal for ${target.platformArchABI}.`,
    license,
    author,
    type: 'commonjs',
    main: `./${ADDON}`,
    files: [ADDON, ...LICENCES, NOTICES],
    engines,
    os: [target.platform],
    cpu: [target.arch],
    ...(target.abi === 'gnu' && { libc: ['glibc'] }),
    publishConfig: { access: 'public' },
  }
}

function nameOf(target) {
  return `@hookseal/${target.platformArchABI}`
}

function host() {
  const { glibcVersionRuntime } = process.report.getReport().header
  const found = targets.find(
    ({ platform, arch, abi }) =>
      platform === process.platform && arch === process.arch && (abi !== 'gnu' || glibcVersionRuntime),
  )
  if (found) return found
  throw new Error('no package for this platform: add it to napi.targets and to lib/native.js')
}

function stage(folder, manifest, readme) {
  mkdirSync(folder)
  for (const file of manifest.files) {
    const from = LICENCES.includes(file) ? join(here, '..', file) : join(here, file)
    cpSync(from, join(folder, file), { recursive: true })
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(folder, 'README.md'), readme)
  return folder
}

const [destination] = process.argv.slice(2)
const target = host()
const folder = mkdtempSync(join(tmpdir(), 'hookseal-'))
try {
  const about = `# ${nameOf(target)}\n\nThe binary of \`hookseal\` for ${target.platformArchABI}; install \`hookseal\`.\n`
  const packages = [
    stage(join(folder, 'main'), main(), readFileSync(join(here, 'README.md'), 'utf8')),
    stage(join(folder, 'binary'), binary(target), about),
  ]
  const pack = ['pack', '--loglevel=error', '--pack-destination', resolve(destination), ...packages]
  execFileSync('npm', pack, { cwd: here, stdio: 'inherit' })
} finally {
  rmSync(folder, { recursive: true })
}
