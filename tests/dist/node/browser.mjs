// Runs a bundle without the globals that only Node has: node browser.mjs BUNDLE
import { pathToFileURL } from 'node:url'

const bundle = pathToFileURL(process.argv[2])
for (const name of ['Buffer', 'process', 'global', 'setImmediate', 'clearImmediate']) delete globalThis[name]
await import(bundle)
