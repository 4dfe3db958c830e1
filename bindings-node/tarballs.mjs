// Packs the packages that are published: `hookseal`, which is JavaScript and WebAssembly, and `@hookseal/<platform>` for
// each addon. The latter are optional dependencies of the former; npm installs the one that fits.
//
// node tarballs.mjs FOLDER [PLATFORM=ADDON ...], after `npm run build`; without addons, the one that was built here
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseTriple } from '@napi-rs/cli'
import { platformOf } from './binary-format.mjs'

const ADDON = 'hookseal.node'
const LICENCES = ['LICENSE-MIT', 'LICENSE-APACHE']
const NOTICES = 'LICENSE-THIRD-PARTY' // of the crates that are linked into the addon and the WebAssembly
const LIBCS = { gnu: 'glibc', musl: 'musl' }
const here = import.meta.dirname
const source = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
const targets = source.napi.targets.map(parseTriple)

function main() {
  // Not in package.json itself, because `npm ci` in a clone would not find a version that is not published yet.
  const binaries = targets.map((target) => [nameOf(target), source.version])
  // `private` prevents publishing this folder, whose package.json is for installing from a clone. Most of `imports` is
  // for the sources, which are not published.
  const { private: _, imports, scripts, napi, devDependencies, overrides, files, ...shared } = source
  const isPublished = ([, { default: file }]) => file.startsWith('./dist/')
  return {
    ...shared,
    imports: Object.fromEntries(Object.entries(imports).filter(isPublished)),
    files: [...files.filter((file) => file !== ADDON), ...LICENCES, NOTICES],
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
    ...(target.platform === 'linux' && { libc: [LIBCS[target.abi]] }),
    publishConfig: { access: 'public' },
  }
}

function nameOf(target) {
  return `@hookseal/${target.platformArchABI}`
}

function targetOf(platform) {
  // Binaries of Windows do not say which compiler made them, so the name must.
  const found = targets.find(({ platformArchABI }) => platformArchABI === platform)
  if (found) return found
  throw new Error(`there is no package for ${platform}; there are ${targets.map((t) => t.platformArchABI).join(', ')}`)
}

/** The platform and the file of every addon to be packed. */
function addons(given) {
  const built = join(here, ADDON)
  if (given.length === 0) return [[targetOf(platformOf(readFileSync(built))), built]]
  return given.map((argument) => {
    const [platform, file] = argument.split(/=(.*)/)
    const found = platformOf(readFileSync(file))
    if (platform !== found && !platform.startsWith(`${found}-`))
      throw new Error(`${file} is for ${found}, not ${platform}`)
    return [targetOf(platform), file]
  })
}

/** A package without WebAssembly installs everywhere, and then works only where there is an addon. */
function expectWebAssembly() {
  for (const [text, module] of [
    ['dist/bytes.js', 'hookseal.wasm'],
    ['dist/diagnosis-bytes.js', 'hookseal-diagnose.wasm'],
  ]) {
    const shipped = readFileSync(join(here, module)).toString('base64')
    if (readFileSync(join(here, text), 'utf8').includes(shipped)) continue
    throw new Error(`${text} lacks the WebAssembly: run \`npm run build\``)
  }
}

function stage(folder, manifest, readme, addon) {
  mkdirSync(folder)
  for (const file of manifest.files) {
    const from = file === ADDON ? addon : join(here, LICENCES.includes(file) ? '..' : '.', file)
    cpSync(from, join(folder, file), { recursive: true })
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(folder, 'README.md'), readme)
  return folder
}

function stageBinary(folder, [target, addon]) {
  const about = `The binary of \`hookseal\` for ${target.platformArchABI}; install \`hookseal\`.`
  return stage(join(folder, target.platformArchABI), binary(target), `# ${nameOf(target)}\n\n${about}\n`, addon)
}

const [destination, ...given] = process.argv.slice(2)
expectWebAssembly()
const folder = mkdtempSync(join(tmpdir(), 'hookseal-'))
try {
  const packages = [
    stage(join(folder, 'main'), main(), readFileSync(join(here, 'README.md'), 'utf8')),
    ...addons(given).map((addon) => stageBinary(folder, addon)),
  ]
  const pack = ['pack', '--loglevel=error', '--pack-destination', resolve(destination), ...packages]
  execFileSync('npm', pack, { cwd: here, stdio: 'inherit' })
} finally {
  rmSync(folder, { recursive: true })
}
