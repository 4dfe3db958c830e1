'use strict'

// Loads the addon: one that was built in this folder, for an installation from a clone, or the package that npm
// has installed for this platform.

const PLATFORMS = ['linux-x64-gnu']

const BUILD = 'build it with `npm install <a clone of hookseal>/bindings-node`, which needs Rust'

const BUNDLED =
  'hookseal was bundled as an ES module, from which its binary cannot be required: leave hookseal out of the ' +
  'bundle (esbuild: --external:hookseal --external:hookseal/*) and install it where the bundle runs'

// The names are literals, so that bundlers see them, and inside `try`, so that bundlers accept a missing one.
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
  // The words of esbuild, Rollup and Rolldown.
  if (/^(Dynamic require of|Could not dynamically require|Calling `require` for)/.test(cause.message))
    throw new Error(BUNDLED, { cause })
  throw new Error(`hookseal's binary does not load on ${platform()} (${cause.message}): ${BUILD}`, { cause })
}

function missing(here) {
  if (!PLATFORMS.includes(here)) {
    return `hookseal has no binary for ${here}, only for ${PLATFORMS.join(', ')}: ${BUILD}`
  }
  return (
    `hookseal's binary for ${here}, the package @hookseal/${here}, is not installed: npm leaves it out with ` +
    '--omit=optional or a lock file that lacks it, and bundlers lose it. Install hookseal again without those, ' +
    'and leave hookseal out of bundles'
  )
}

/** The platform, as in the names of the packages. Finding it takes milliseconds, so only errors do. */
function platform() {
  const { arch, platform, report } = process
  if (platform !== 'linux') return `${platform}-${arch}`
  return `${platform}-${arch}-${report.getReport().header.glibcVersionRuntime ? 'gnu' : 'musl'}`
}

module.exports = load()
