// Builds the WebAssembly modules, each as a file and as text that is embedded: hookseal.wasm, which does everything but
// diagnose, and hookseal-diagnose.wasm, which does that alone, so that most programs need not load it.
//
// node build-wasm.mjs              where Rust lacks the target, writes the texts without the modules, and says so
// node build-wasm.mjs --required   fails instead
// node build-wasm.mjs --check FILE fails unless FILE, one of the modules, was made of the sources in this clone
//
// The environment may name another compiler (RUSTC), and one that comes without the target may build the standard
// library too (RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=core,alloc).
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TARGET = 'wasm32-unknown-unknown'
/** The name of the custom section that holds the hash of the inputs. */
const SECTION = 'hookseal-inputs'
const INPUTS = [
  'Cargo.lock',
  'Cargo.toml',
  'bindings-node/build-wasm.mjs',
  'bindings-node/src/time.rs',
  'bindings-node/wasm',
  'core/Cargo.toml',
  'core/src',
]
const FEATURES = [
  'BulkMemory',
  'BulkMemoryOpt',
  'Multivalue',
  'MutableGlobals',
  'NontrappingFPToInt',
  'ReferenceTypes',
  'SIMD128',
  'SignExt',
]
const MODULES = [
  // By default the stack would be most of the memory of an instance. What is called for every delivery is built for
  // speed: a verification takes a twentieth less time.
  { feature: 'verify', stackSize: 64 << 10, optLevel: '3', file: 'hookseal.wasm', text: 'lib/engine/bytes.js' },
  {
    feature: 'diagnose',
    stackSize: 1 << 20,
    optLevel: '"z"',
    file: 'hookseal-diagnose.wasm',
    text: 'lib/diagnosis/bytes.js',
  },
]

const here = fileURLToPath(new URL('.', import.meta.url)) // import.meta.dirname is not in Node 20.0
const clone = join(here, '..')

/**
 * The SHA-256 of all that the module is made of, except the compiler, the optimiser and the crates, which Cargo.lock
 * has.
 */
function hashOfInputs() {
  const hash = createHash('sha256')
  for (const path of INPUTS.flatMap(filesIn).sort()) {
    const contents = readFileSync(join(clone, path))
    hash.update(`${path} ${contents.length}\n`).update(contents)
  }
  return hash.digest('hex')
}

/** The path itself, or all files in the folder. */
function filesIn(path) {
  if (!statSync(join(clone, path)).isDirectory()) return [path]
  return readdirSync(join(clone, path)).flatMap((name) => filesIn(`${path}/${name}`))
}

function check(file) {
  const sections = WebAssembly.Module.customSections(new WebAssembly.Module(readFileSync(file)), SECTION)
  if (sections.length === 1 && Buffer.from(sections[0]).toString() === hashOfInputs()) return
  throw new Error(`${file} was not made of these sources: build it again`)
}

function rustc(...args) {
  return execFileSync(process.env.RUSTC ?? 'rustc', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}

function hasTarget() {
  if (process.env.CARGO_UNSTABLE_BUILD_STD) return true
  try {
    return existsSync(rustc('--print', 'target-libdir', '--target', TARGET))
  } catch {
    return false
  }
}

function build({ feature, stackSize, optLevel }) {
  // A shipped file has no path of the machine where it was built.
  const folders = {
    hookseal: clone,
    cargo: process.env.CARGO_HOME ?? join(homedir(), '.cargo'),
    rust: rustc('--print', 'sysroot'),
  }
  const flags = [
    '-Ctarget-feature=+simd128', // the hash takes a fifth less time, and every supported runtime has it
    ...Object.entries(folders).map(([name, folder]) => `--remap-path-prefix=${folder.replace(/\/$/, '')}=${name}`),
  ]
  const command = ['rustc', '--locked', '--package=hookseal-wasm', '--profile=wasm', `--target=${TARGET}`]
  command.push('--no-default-features', `--features=${feature}`, '--message-format=json-render-diagnostics')
  command.push(`--config=profile.wasm.package.hookseal.opt-level=${optLevel}`)
  // For the module alone, so that both can share the crates below it.
  command.push('--', `-Clink-arg=-zstack-size=${stackSize}`)
  const output = execFileSync('cargo', command, {
    cwd: clone,
    env: { ...process.env, CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const artefacts = output
    .split('\n')
    .filter((line) => line.includes('"compiler-artifact"'))
    .map(JSON.parse)
  const { filenames } = artefacts.find(({ target }) => target.name === 'hookseal_wasm')
  return readFileSync(filenames.find((name) => name.endsWith('.wasm')))
}

/** A module of which a verification takes a tenth less time, and which is a tenth smaller. */
async function optimised(module) {
  const { default: binaryen } = await import('binaryen')
  const parsed = binaryen.readBinary(module)
  // What rustc uses, and no more.
  parsed.setFeatures(FEATURES.map((name) => binaryen.Features[name]).reduce((all, feature) => all | feature))
  binaryen.setOptimizeLevel(3)
  binaryen.setShrinkLevel(0)
  parsed.optimize()
  return parsed.emitBinary()
}

/** A section that runtimes ignore: https://webassembly.github.io/spec/core/binary/modules.html#custom-section */
function customSection(text) {
  const contents = Buffer.concat([Buffer.from([SECTION.length]), Buffer.from(SECTION + text)])
  if (contents.length > 127) throw new Error('the length of the section takes more than one byte')
  return Buffer.concat([Buffer.from([0, contents.length]), contents])
}

function write({ file, text }, module) {
  const outcome = join(here, file)
  if (module) writeFileSync(outcome, module)
  else rmSync(outcome, { force: true })
  const value = module ? `'${module.toString('base64')}'` : 'null'
  writeFileSync(join(here, text), `export default ${value}\n`)
}

const [option, file] = process.argv.slice(2)
if (option === '--check') {
  check(file)
} else if (hasTarget()) {
  for (const module of MODULES) {
    write(module, Buffer.concat([await optimised(build(module)), customSection(hashOfInputs())]))
  }
} else {
  const missing = `Rust has no ${TARGET}: run \`rustup target add ${TARGET}\``
  if (option === '--required') throw new Error(missing)
  for (const module of MODULES) write(module, undefined)
  console.error(`hookseal: built without WebAssembly, because ${missing}`)
}
