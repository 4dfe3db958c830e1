// Loads the second WebAssembly module when it is needed, which ES modules cannot do without waiting. A bundler cannot
// follow this, so it has the condition "module" of `#embedded-diagnosis` in package.json, and bundles the module.

import Module from 'node:module'

export function embeddedDiagnoser() {
  const requireFrom = Module.createRequire(import.meta.url)
  let loaded
  try {
    loaded = requireFrom('./embedded-diagnosis.cjs')
  } catch (cause) {
    throw new Error(
      'diagnose of hookseal needs a file that is not here, because a bundler left it out: add "module" to the ' +
        'conditions of the bundler, or have it leave out all of hookseal',
      { cause },
    )
  }
  return loaded.embeddedDiagnoser()
}
