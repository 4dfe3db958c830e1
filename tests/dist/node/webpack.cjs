'use strict'
// Bundles as the options say, and prints every warning: node webpack.cjs WEBPACK OPTIONS

const [, , webpack, options] = process.argv
// webpack's limit of 244 KiB is for pages. With an adapter, a bundle has the module that diagnoses, and 260 KiB.
const base = { mode: 'production', context: __dirname, performance: { hints: false } }
require(webpack)({ ...base, ...JSON.parse(options) }, (error, stats) => {
  if (error ?? (stats.hasErrors() || stats.hasWarnings())) throw error ?? new Error(stats.toString())
})
