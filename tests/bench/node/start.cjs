// Prints how many milliseconds it takes to load hookseal, or its file with the WebAssembly: node start.cjs FILE

const { createRequire } = require('node:module')

const requireFrom = createRequire(process.env.HOOKSEAL)
const start = performance.now()
requireFrom(process.argv[2]).embedded?.()
console.log(performance.now() - start)
