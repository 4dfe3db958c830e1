// Packs the two packages that are published: `hookseal`, which is all JavaScript, and `@hookseal/<platform>`, the
// addon that was built here. The second is an optional dependency of the first; npm installs it where it fits.
//
// node tarballs.mjs FOLDER, after `npm run build`
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseTriple } from '@napi-rs/cli'

const ADDON = 'hookseal.node'
const LICENCES = ['LICENSE-MIT', 'LICENSE-APACHE']
const NOTICES = 'LICENSE-THIRD-PARTY' // of the crates that are linked into the addon
const here = import.meta.dirname
const source = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
const targets = source.napi.targets.map(parseTriple)

function main() {
  // Not in package.json itself, because `npm ci` in a clone would not find a version that is not published yet.
  const binaries = targets.map((target) => [nameOf(target), source.version])
  // `private` prevents publishing this folder, whose package.json is for installing from a clone.
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
  throw new Error('there is no package for this platform: add it to napi.targets and to lib/engine/addon.js')
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
