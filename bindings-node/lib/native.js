'use strict'

// Finds the addon: one built in this folder, by those who install from a clone, or the package that
// npm has chosen for this platform.

// Each name is spelt out, so that bundlers see it.
const PACKAGES = {
  'linux-x64-gnu': () => require('@hookseal/linux-x64-gnu'),
}

const BUILD = 'build it, which takes Rust, with `npm install <a clone of hookseal>/bindings-node`'

function load() {
  for (const find of [() => require('../hookseal.node'), ...Object.values(PACKAGES)]) {
    try {
      return find()
    } catch (cause) {
      if (cause.code !== 'MODULE_NOT_FOUND') throw new Error(broken(cause), { cause })
    }
  }
  throw new Error(missing())
}

function missing() {
  const here = platform()
  if (!Object.hasOwn(PACKAGES, here)) {
    const there = Object.keys(PACKAGES).join(', ')
    return `hookseal has no binary for ${here}, only for ${there}: ${BUILD}`
  }
  return (
    `hookseal's binary for ${here}, the package @hookseal/${here}, is not installed: install hookseal ` +
    'again, without --omit=optional and without a lock file that lacks that package, and keep it out of bundles'
  )
}

function broken(cause) {
  return `hookseal's binary does not load on ${platform()} (${cause.message}): ${BUILD}`
}

/** As npm packages are named; it takes milliseconds, so that only an error asks for it. */
function platform() {
  const { arch, platform, report } = process
  if (platform !== 'linux') return `${platform}-${arch}`
  return `${platform}-${arch}-${report.getReport().header.glibcVersionRuntime ? 'gnu' : 'musl'}`
}

module.exports = load()
