'use strict'

// Finds the addon: one built in this folder, by those who install from a clone, or the package that
// npm has chosen for this platform.

const PLATFORMS = ['linux-x64-gnu']

const BUILD = 'build it, which takes Rust, with `npm install <a clone of hookseal>/bindings-node`'

const BUNDLED =
  'hookseal was bundled as an ES module, where nothing can require its binary: leave hookseal itself out ' +
  'of the bundle (esbuild: --external:hookseal --external:hookseal/*) and install it where the bundle runs'

// Each name is spelt out, for bundlers to see, and within a `try`, for them not to insist on it.
function load() {
  try {
    return require('../hookseal.node')
  } catch (cause) {
    expectAbsent(cause)
  }
  try {
    return require('@hookseal/linux-x64-gnu')
  } catch (cause) {
    expectAbsent(cause)
  }
  throw new Error(missing(platform()))
}

function expectAbsent(cause) {
  if (cause.code === 'MODULE_NOT_FOUND') return
  // As esbuild, Rollup and Rolldown word it.
  if (/^(Dynamic require of|Could not dynamically require|Calling `require` for)/.test(cause.message))
    throw new Error(BUNDLED, { cause })
  throw new Error(`hookseal's binary does not load on ${platform()} (${cause.message}): ${BUILD}`, { cause })
}

function missing(here) {
  if (!PLATFORMS.includes(here)) {
    return `hookseal has no binary for ${here}, only for ${PLATFORMS.join(', ')}: ${BUILD}`
  }
  return (
    `hookseal's binary for ${here}, the package @hookseal/${here}, is not installed: install hookseal ` +
    'again, without --omit=optional and without a lock file that lacks that package, and keep it out of bundles'
  )
}

/** As npm packages are named. It takes milliseconds, so that only an error asks for it. */
function platform() {
  const { arch, platform, report } = process
  if (platform !== 'linux') return `${platform}-${arch}`
  return `${platform}-${arch}-${report.getReport().header.glibcVersionRuntime ? 'gnu' : 'musl'}`
}

module.exports = load()
