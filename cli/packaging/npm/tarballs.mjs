// Packs `hookseal-cli`, whose JavaScript starts the program, and `@hookseal/cli-<platform>` for each program. The latter
// are optional dependencies of the former; npm installs the one that fits.
//
// node tarballs.mjs FOLDER PLATFORM=PROGRAM ...
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const crate = join(import.meta.dirname, '../..')
const { platforms, ...main } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'))
const LICENCES = ['LICENSE-MIT', 'LICENSE-APACHE', 'LICENSE-THIRD-PARTY']
const [, version] = /^version = "(.+)"$/m.exec(readFileSync(join(crate, 'Cargo.toml'), 'utf8'))

const nameOf = (platform) => `@hookseal/cli-${platform}`

/** The package that users install. */
function launcher() {
  const programs = platforms.map((platform) => [nameOf(platform), version])
  return { ...main, version, files: ['hookseal.js', ...LICENCES], optionalDependencies: Object.fromEntries(programs) }
}

function program(platform) {
  const { license, author, engines } = main
  const [os, cpu] = platform.split('-')
  return {
    name: nameOf(platform),
    version,
    description: `The program of hookseal-cli for ${platform}.`,
    license,
    author,
    files: ['hookseal', ...LICENCES],
    engines,
    os: [os],
    cpu: [cpu],
    preferUnplugged: true, // Yarn keeps packages zipped, and a program in a zip does not start
    publishConfig: { access: 'public' },
  }
}

function stage(folder, manifest, readme, files) {
  mkdirSync(folder)
  for (const licence of LICENCES) copyFileSync(join(crate, licence), join(folder, licence))
  for (const [name, from] of Object.entries(files)) copyFileSync(from, join(folder, name))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(folder, 'README.md'), readme)
  return folder
}

const [destination, ...given] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'hookseal-cli-'))
try {
  const packages = [
    stage(join(folder, 'main'), launcher(), readFileSync(join(crate, 'README.md'), 'utf8'), {
      'hookseal.js': join(import.meta.dirname, 'hookseal.js'),
    }),
    ...given.map((argument) => {
      const [platform, file] = argument.split(/=(.*)/)
      if (!platforms.includes(platform)) throw new Error(`there is no package for ${platform}: ${platforms.join(', ')}`)
      const about = `# ${nameOf(platform)}\n\nThe program of \`hookseal-cli\` for ${platform}; install \`hookseal-cli\`.\n`
      return stage(join(folder, platform), program(platform), about, { hookseal: file })
    }),
  ]
  execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', resolve(destination), ...packages], {
    stdio: 'inherit',
  })
} finally {
  rmSync(folder, { recursive: true })
}
